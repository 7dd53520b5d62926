import CLanes

/// A scalar that a recorded tape can be run on: plain numbers, lanes, or dual numbers, which turn
/// the gradient of a tape into exact second derivatives.
///
/// What a tape adds to ``Scalar`` is one rule: **an adjoint of 0 passes on nothing**, even where
/// the slope is infinite or NaN. So a branch that `select`, `max` or `min` did not take never
/// spoils a gradient, as 0 · ∞ would. The sum of adjoints starts at +0 and so is never −0, which
/// makes skipping a zero and adding one the same bits.
public protocol TapeNumber: Scalar, Sendable {
  /// Whether `adjoint` is 0 in all its parts, so that the sweep may skip its operation. A type
  /// for which asking costs more than it saves answers false.
  static func passesNothing(_ adjoint: Self) -> Bool
  /// adjoint · slope, but 0 where the adjoint is 0, for adjoints that were not skipped.
  static func passed(_ adjoint: Self, _ slope: Self) -> Self
  /// adjoint / divisor, but 0 where the adjoint is 0: 1 / divisor may overflow where this does not.
  static func passed(_ adjoint: Self, over divisor: Self) -> Self
}

extension Double: TapeNumber {
  @inlinable @inline(__always)
  public static func passesNothing(_ adjoint: Double) -> Bool { adjoint == 0 }
  @inlinable @inline(__always)
  public static func passed(_ adjoint: Double, _ slope: Double) -> Double { adjoint * slope }
  @inlinable @inline(__always)
  public static func passed(_ adjoint: Double, over divisor: Double) -> Double {
    adjoint / divisor
  }
}

extension Lanes: TapeNumber {
  @inlinable @inline(__always)
  public static func passesNothing(_ adjoint: Lanes) -> Bool { false }
  @inlinable @inline(__always)
  public static func passed(_ adjoint: Lanes, _ slope: Lanes) -> Lanes {
    Lanes(v: clanes_guarded_mul(adjoint.v, slope.v))
  }
  @inlinable @inline(__always)
  public static func passed(_ adjoint: Lanes, over divisor: Lanes) -> Lanes {
    Lanes(v: clanes_guarded_div(adjoint.v, divisor.v))
  }
}

extension Dual: TapeNumber {
  @inlinable @inline(__always)
  public static func passesNothing(_ adjoint: Dual) -> Bool {
    adjoint.value == 0 && adjoint.partials == .zero
  }
  /// Each of the products v·v′, vᵢ·v′ and v·v′ᵢ by the rule of a plain number.
  @inlinable @inline(__always)
  public static func passed(_ adjoint: Dual, _ slope: Dual) -> Dual {
    let first = (adjoint.partials * slope.value).replacing(
      with: 0, where: adjoint.partials .== 0)
    guard adjoint.value != 0 else { return Dual(value: 0, partials: first) }
    return Dual(
      value: adjoint.value * slope.value, partials: first + slope.partials * adjoint.value)
  }
  @inlinable @inline(__always)
  public static func passed(_ adjoint: Dual, over divisor: Dual) -> Dual {
    let value = adjoint.value == 0 ? 0 : adjoint.value / divisor.value
    let numerator =
      value == 0 ? adjoint.partials : adjoint.partials - divisor.partials * value
    return Dual(
      value: value,
      partials: (numerator / divisor.value).replacing(with: 0, where: numerator .== 0))
  }
}
