/// A complex number close to the real axis, for derivatives by the complex step.
///
///     f(x + ih) = f(x) + ih f′(x) − h² f″(x)/2 − …,   so f′(x) = Im f(x + ih) / h
///
/// with nothing subtracted and hence no rounding error in the step, which may be as small as
/// ``step(at:)``. The formulas are those of complex analysis, not of ``ElementaryFunction``'s slopes,
/// so that they check each other. Parts of order h² are far below rounding and left out: the real
/// part is what `Double` would compute.
///
/// - Choices (`abs`, `sign`, `max`, `min`, `select`) go by the real part. They have no complex
///   derivative, so a method that uses the complex step should refuse functions that have them.
/// - Off the domain of the real function (log of a negative number) the result is NaN, not the
///   complex continuation. At its edge (√ and ∛ at 0) the imaginary part is infinite or NaN. An
///   argument whose imaginary part is 0 does not vary: functions, powers and quotients keep the 0;
///   a product with an infinite number makes it NaN.
/// - A derivative whose product with the step is below the least double, 5e-324, is lost: below 1e-293
///   where |x| is about 1, and x² where |x| is below 1e-147.
/// - Source: W. Squire and G. Trapp, SIAM Review 40(1), 1998.
@frozen public struct Complex: Scalar, Sendable {
  public var real: Double
  public var imaginary: Double

  /// h of the complex step at `x`: a power of two, so that dividing by it is exact.
  ///
  ///     h = 2⁻¹⁰⁰ · 2^⌊log₂ |x|⌋, at least 2⁻¹⁰²²;   2⁻³³² for x = 0
  ///
  /// Scaled by x, since a fixed step is larger than a small x and, times a small slope, below the
  /// least double. The error is of the order of (h c / |x|)², c the condition number of what is
  /// computed: below rounding while c is below 1e22, and with c above 1e16 no digit of f is right. At 0
  /// nothing tells the scale, and 1e-100 leaves both slopes and distances 1e±100 of room.
  @inlinable public static func step(at x: Double) -> Double {
    guard x != 0, x.isFinite else { return 0x1p-332 }
    return Double.maximum(0x1p-100 * x.magnitude.binade, .leastNormalMagnitude)
  }

  @inlinable @inline(__always) public init(_ constant: Double) {
    real = constant
    imaginary = 0
  }
  @inlinable @inline(__always) public init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  @inlinable @inline(__always)
  public static func + (a: Complex, b: Complex) -> Complex {
    Complex(a.real + b.real, a.imaginary + b.imaginary)
  }
  @inlinable @inline(__always)
  public static func - (a: Complex, b: Complex) -> Complex {
    Complex(a.real - b.real, a.imaginary - b.imaginary)
  }
  @inlinable @inline(__always)
  public static func * (a: Complex, b: Complex) -> Complex {
    Complex(a.real * b.real, a.real * b.imaginary + a.imaginary * b.real)
  }
  /// By Smith's formula for a divisor whose real part is the larger.
  @inlinable @inline(__always)
  public static func / (a: Complex, b: Complex) -> Complex {
    if a.imaginary == 0, b.imaginary == 0 { return Complex(a.real / b.real) }
    let ratio = b.imaginary == 0 ? 0 : b.imaginary / b.real
    return Complex(a.real / b.real, (a.imaginary - a.real * ratio) / b.real)
  }
  @inlinable @inline(__always)
  public static prefix func - (a: Complex) -> Complex { Complex(-a.real, -a.imaginary) }

  @inlinable public static func sqrt(_ a: Complex) -> Complex {
    let root = a.real.squareRoot()
    return Complex(root, a.imaginary == 0 ? 0 : a.imaginary / (2 * root))
  }
  @inlinable public static func abs(_ a: Complex) -> Complex {
    a.real > 0 ? a : a.real < 0 ? -a : Complex(a.real.magnitude)
  }
  @inlinable public static func pow(_ a: Complex, _ n: Int) -> Complex { integerPower(a, n) }
  @inlinable public static func max(_ a: Complex, _ b: Complex) -> Complex {
    a.real >= b.real || a.real != a.real ? a : b
  }
  @inlinable public static func min(_ a: Complex, _ b: Complex) -> Complex {
    a.real <= b.real || a.real != a.real ? a : b
  }
  @inlinable public static func select(
    _ a: Complex, lessThan b: Complex, then x: Complex, else y: Complex
  ) -> Complex {
    a.real < b.real ? x : y
  }
}
