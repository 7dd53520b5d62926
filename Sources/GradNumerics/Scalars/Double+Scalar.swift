extension Double: LaneScalar {
  @inlinable @inline(__always)
  public static func apply(_ f: ElementaryFunction, _ a: Double) -> Double { f.value(at: a) }
  @inlinable @inline(__always)
  public static func sqrt(_ a: Double) -> Double { a.squareRoot() }
  @inlinable @inline(__always)
  public static func abs(_ a: Double) -> Double { a.magnitude }
  @inlinable @inline(__always)
  public static func pow(_ a: Double, _ n: Int) -> Double { integerPower(a, n) }
  @inlinable @inline(__always)
  public static func pow(_ a: Double, _ b: Double) -> Double { realPower(a, b) }
  @inlinable @inline(__always)
  public static func max(_ a: Double, _ b: Double) -> Double { a >= b || a != a ? a : b }
  @inlinable @inline(__always)
  public static func min(_ a: Double, _ b: Double) -> Double { a <= b || a != a ? a : b }
  @inlinable @inline(__always)
  public static func select(
    _ a: Double, lessThan b: Double, then x: Double, else y: Double
  ) -> Double { a < b ? x : y }

  // One lane.
  @inlinable public static var laneCount: Int { 1 }
  @inlinable @inline(__always)
  public subscript(lane lane: Int) -> Double {
    get { self }
    set { self = newValue }
  }
  @inlinable @inline(__always)
  public static func isGreater(_ a: Double, _ b: Double) -> SingleMask { SingleMask(a > b) }
  @inlinable @inline(__always)
  public static func larger(_ a: Double, _ b: Double) -> Double { a > b ? a : b }
  @inlinable @inline(__always)
  public static func smaller(_ a: Double, _ b: Double) -> Double { a < b ? a : b }
  @inlinable @inline(__always)
  public static func select(_ mask: SingleMask, then x: Double, else y: Double) -> Double {
    mask.isSet ? x : y
  }
}

/// The mask of the one lane of a `Double`.
@frozen public struct SingleMask: LaneMask {
  @usableFromInline var isSet: Bool
  @inlinable @inline(__always) init(_ isSet: Bool) { self.isSet = isSet }
  @inlinable @inline(__always)
  public static func | (a: SingleMask, b: SingleMask) -> SingleMask {
    SingleMask(a.isSet || b.isSet)
  }
  @inlinable @inline(__always)
  public static func & (a: SingleMask, b: SingleMask) -> SingleMask {
    SingleMask(a.isSet && b.isSet)
  }
  @inlinable @inline(__always)
  public static prefix func ! (a: SingleMask) -> SingleMask { SingleMask(!a.isSet) }
  @inlinable @inline(__always) public var any: Bool { isSet }
  @inlinable @inline(__always) public subscript(lane lane: Int) -> Bool { isSet }
}
