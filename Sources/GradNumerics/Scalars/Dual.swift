/// A dual number: a value and its partial derivatives in a few directions at once.
///
///     (a + Σ aᵢ εᵢ) · (b + Σ bᵢ εᵢ) = ab + Σ (a bᵢ + b aᵢ) εᵢ,   εᵢ εⱼ = 0
///
/// Evaluating an objective on duals seeded with unit directions gives exact partial derivatives,
/// as many at a time as `D` has elements: ⌈n / D.scalarCount⌉ evaluations for a gradient.
///
/// A function, power or quotient hands a partial of 0 on as 0, also where its slope is infinite or
/// NaN: x² + √y has the derivative 2x by x at y = 0. A product does not, which would cost a fifth of
/// all time: there a partial of 0 times an infinite value is NaN. Test "not finite", never "is
/// infinite".
@frozen public struct Dual<D: SIMD & Sendable>: Scalar, Sendable where D.Scalar == Double {
  public var value: Double
  public var partials: D

  @inlinable @inline(__always) public init(_ constant: Double) {
    value = constant
    partials = .zero
  }
  @inlinable @inline(__always) public init(value: Double, partials: D) {
    self.value = value
    self.partials = partials
  }

  @inlinable @inline(__always)
  public static func + (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value + b.value, partials: a.partials + b.partials)
  }
  @inlinable @inline(__always)
  public static func - (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value - b.value, partials: a.partials - b.partials)
  }
  @inlinable @inline(__always)
  public static func * (a: Dual, b: Dual) -> Dual {
    Dual(value: a.value * b.value, partials: a.partials * b.value + b.partials * a.value)
  }
  @inlinable @inline(__always)
  public static func / (a: Dual, b: Dual) -> Dual {
    let value = a.value / b.value
    guard value.isFinite else { return divided(a, b, value) }
    return Dual(value: value, partials: (a.partials - b.partials * value) / b.value)
  }
  /// The quotient where it is not finite: apart, so that others stay fast.
  @inlinable @inline(never)
  static func divided(_ a: Dual, _ b: Dual, _ value: Double) -> Dual {
    let numerator = a.partials - passed(b.partials, value)
    return Dual(
      value: value, partials: (numerator / b.value).replacing(with: 0, where: numerator .== 0))
  }
  @inlinable @inline(__always)
  public static prefix func - (a: Dual) -> Dual { Dual(value: -a.value, partials: -a.partials) }

  /// partials · slope, but 0 where a partial is 0 although the slope may be infinite or NaN.
  @inlinable @inline(__always)
  static func passed(_ partials: D, _ slope: Double) -> D {
    if slope.isFinite { return partials * slope }
    return (partials * slope).replacing(with: 0, where: partials .== 0)
  }

  @inlinable @inline(__always)
  public static func apply(_ f: ElementaryFunction, _ a: Dual) -> Dual {
    let value = f.value(at: a.value)
    return Dual(value: value, partials: passed(a.partials, f.slope(at: a.value, value: value)))
  }
  @inlinable @inline(__always)
  public static func sqrt(_ a: Dual) -> Dual { apply(.sqrt, a) }
  @inlinable @inline(__always)
  public static func abs(_ a: Dual) -> Dual { apply(.abs, a) }
  @inlinable @inline(__always)
  public static func pow(_ a: Dual, _ n: Int) -> Dual {
    if n == 0 { return 1 }
    return Dual(
      value: integerPower(a.value, n), partials: passed(a.partials, integerPowerSlope(a.value, n)))
  }
  @inlinable
  public static func pow(_ a: Dual, _ b: Dual) -> Dual {
    let value = realPower(a.value, b.value)
    var partials = passed(a.partials, realPowerSlope(a.value, b.value))
    // Of a constant exponent the logarithm is not needed.
    if b.partials != .zero { partials += passed(b.partials, exponentSlope(a.value, power: value)) }
    return Dual(value: value, partials: partials)
  }
  @inlinable @inline(__always)
  public static func max(_ a: Dual, _ b: Dual) -> Dual {
    a.value >= b.value || a.value != a.value ? a : b
  }
  @inlinable @inline(__always)
  public static func min(_ a: Dual, _ b: Dual) -> Dual {
    a.value <= b.value || a.value != a.value ? a : b
  }
  @inlinable @inline(__always)
  public static func select(_ a: Dual, lessThan b: Dual, then x: Dual, else y: Dual) -> Dual {
    a.value < b.value ? x : y
  }
}

public typealias Dual2 = Dual<SIMD2<Double>>
public typealias Dual4 = Dual<SIMD4<Double>>
public typealias Dual8 = Dual<SIMD8<Double>>
