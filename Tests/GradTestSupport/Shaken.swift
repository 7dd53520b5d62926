public import GradNumerics

/// A dual number each of whose operations errs by one more rounding, up or down as a hash of its
/// result says: how much a result moves shows how much rounding alone can move it.
public struct Shaken: Scalar {
  public var dual: Dual8
  /// Which of several ways to err.
  public static var seeds: Range<UInt64> { 1..<4 }
  @TaskLocal public static var seed: UInt64 = 1

  public init(_ constant: Double) { dual = Dual8(constant) }
  public init(exact dual: Dual8) { self.dual = dual }
  private init(_ dual: Dual8) {
    self.dual = dual
    self.dual.value = Self.shake(dual.value)
    for i in 0..<8 { self.dual.partials[i] = Self.shake(dual.partials[i]) }
  }

  private static func shake(_ x: Double) -> Double {
    var random = SplitMix(seed: x.bitPattern ^ seed &* 0x9E37_79B9_7F4A_7C15)
    return x * (random.below(2) == 0 ? 1 + 0x1p-52 : 1 - 0x1p-52)
  }

  public static func + (a: Shaken, b: Shaken) -> Shaken { Shaken(a.dual + b.dual) }
  public static func - (a: Shaken, b: Shaken) -> Shaken { Shaken(a.dual - b.dual) }
  public static func * (a: Shaken, b: Shaken) -> Shaken { Shaken(a.dual * b.dual) }
  public static func / (a: Shaken, b: Shaken) -> Shaken { Shaken(a.dual / b.dual) }
  public static prefix func - (a: Shaken) -> Shaken { Shaken(exact: -a.dual) }
  public static func apply(_ f: ElementaryFunction, _ a: Shaken) -> Shaken {
    f == .sign || f == .abs
      ? Shaken(exact: Dual8.apply(f, a.dual)) : Shaken(Dual8.apply(f, a.dual))
  }
  public static func sqrt(_ a: Shaken) -> Shaken { Shaken(Dual8.sqrt(a.dual)) }
  public static func abs(_ a: Shaken) -> Shaken { Shaken(exact: Dual8.abs(a.dual)) }
  public static func pow(_ a: Shaken, _ n: Int) -> Shaken { Shaken(Dual8.pow(a.dual, n)) }
  public static func pow(_ a: Shaken, _ b: Shaken) -> Shaken { Shaken(Dual8.pow(a.dual, b.dual)) }
  public static func max(_ a: Shaken, _ b: Shaken) -> Shaken {
    Shaken(exact: Dual8.max(a.dual, b.dual))
  }
  public static func min(_ a: Shaken, _ b: Shaken) -> Shaken {
    Shaken(exact: Dual8.min(a.dual, b.dual))
  }
  public static func select(
    _ a: Shaken, lessThan b: Shaken, then x: Shaken, else y: Shaken
  ) -> Shaken {
    Shaken(exact: Dual8.select(a.dual, lessThan: b.dual, then: x.dual, else: y.dual))
  }
}
