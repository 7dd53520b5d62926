/// A number that an objective can be written in.
///
/// A problem is written once, generic over its scalar; that one text is evaluated as a plain value
/// (`Double`), as several trials in lockstep (``Lanes``), with forward derivatives (``Dual``) and as
/// a symbolic expression. Operators take two values of the same type only: mixed overloads made
/// expressions too slow to type-check. Data enter as `S(row[j])`.
///
/// Conventions that every scalar keeps, so that every backend gives the same answer:
/// - `max(a, b)` is a if a ≥ b or a is NaN, else b; `min` likewise. At a tie the derivative is the
///   first argument's.
/// - The derivatives of `abs` and `sign` at 0 are 0.
/// - `pow(a, n)` with an integer is multiplication in one fixed order (``integerPower(_:_:)``).
/// - The derivative of `pow(a, b)` by its exponent is 0 where a ≤ 0: there the exponent can only be
///   whole, so it cannot vary (see ``exponentSlope(_:power:)``). That by its base is 0 where b = 0,
///   also at a = 0 (see ``realPowerSlope(_:_:)``).
/// - `select` evaluates both branches.
///
/// Not `Sendable`: a scalar of a tape holds a pointer to it.
public protocol Scalar: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
where FloatLiteralType == Double, IntegerLiteralType == Int64 {
  /// The constant `constant`; its derivatives are 0.
  init(_ constant: Double)

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self

  /// The elementary function `f` of `a`. Problems call it by name: `S.exp(x[0])`.
  static func apply(_ f: ElementaryFunction, _ a: Self) -> Self
  /// The square root; separate because it is hot in optimizers and vectorised on lanes.
  static func sqrt(_ a: Self) -> Self
  /// The absolute value; derivative 0 at 0.
  static func abs(_ a: Self) -> Self
  /// a to the power of an integer, by multiplication in one fixed order.
  static func pow(_ a: Self, _ n: Int) -> Self
  /// a to a real power; NaN where a is negative and the exponent is no integer.
  static func pow(_ a: Self, _ b: Self) -> Self
  /// The greater; `a` at a tie and where `a` is NaN.
  static func max(_ a: Self, _ b: Self) -> Self
  /// The lesser; `a` at a tie and where `a` is NaN.
  static func min(_ a: Self, _ b: Self) -> Self
  /// `x` where a < b, else `y` (also where a or b is NaN). Both are evaluated.
  static func select(_ a: Self, lessThan b: Self, then x: Self, else y: Self) -> Self
}

extension Scalar {
  @inlinable @inline(__always) public init(floatLiteral constant: Double) { self.init(constant) }
  @inlinable @inline(__always) public init(integerLiteral constant: Int64) {
    self.init(Double(constant))
  }

  @inlinable @inline(__always) public static func exp(_ a: Self) -> Self { apply(.exp, a) }
  /// exp(a) − 1 without cancellation near 0.
  @inlinable @inline(__always) public static func expm1(_ a: Self) -> Self { apply(.expm1, a) }
  /// The natural logarithm.
  @inlinable @inline(__always) public static func log(_ a: Self) -> Self { apply(.log, a) }
  /// log(1 + a) without cancellation near 0.
  @inlinable @inline(__always) public static func log1p(_ a: Self) -> Self { apply(.log1p, a) }
  @inlinable @inline(__always) public static func sin(_ a: Self) -> Self { apply(.sin, a) }
  @inlinable @inline(__always) public static func cos(_ a: Self) -> Self { apply(.cos, a) }
  @inlinable @inline(__always) public static func tan(_ a: Self) -> Self { apply(.tan, a) }
  @inlinable @inline(__always) public static func asin(_ a: Self) -> Self { apply(.asin, a) }
  @inlinable @inline(__always) public static func acos(_ a: Self) -> Self { apply(.acos, a) }
  @inlinable @inline(__always) public static func atan(_ a: Self) -> Self { apply(.atan, a) }
  @inlinable @inline(__always) public static func sinh(_ a: Self) -> Self { apply(.sinh, a) }
  @inlinable @inline(__always) public static func cosh(_ a: Self) -> Self { apply(.cosh, a) }
  @inlinable @inline(__always) public static func tanh(_ a: Self) -> Self { apply(.tanh, a) }
  @inlinable @inline(__always) public static func cbrt(_ a: Self) -> Self { apply(.cbrt, a) }
  /// 1 / (1 + exp(−a)), without overflow.
  @inlinable @inline(__always) public static func sigmoid(_ a: Self) -> Self { apply(.sigmoid, a) }
  /// log(1 + exp(a)), without overflow.
  @inlinable @inline(__always) public static func softplus(_ a: Self) -> Self {
    apply(.softplus, a)
  }
  /// −1, 0 or 1; derivative 0 everywhere.
  @inlinable @inline(__always) public static func sign(_ a: Self) -> Self { apply(.sign, a) }
}

/// `base` to the power `n` by squaring, in one fixed order of multiplications.
///
///     x⁵ = x · (x²)²,  x⁻² = 1 / x²,  x⁰ = 1 (also for 0 and NaN)
///
/// Every scalar, formula and compiled program uses this one order, so that their values have the
/// same bits; the C library's `pow` has others, and compilers rewrite it.
@inlinable @inline(__always)
public func integerPower<S: Scalar>(_ base: S, _ n: Int) -> S {
  var remaining = n.magnitude
  if remaining == 0 { return 1 }
  var square = base
  while remaining & 1 == 0 {
    square = square * square
    remaining >>= 1
  }
  var result = square
  remaining >>= 1
  while remaining > 0 {
    square = square * square
    if remaining & 1 == 1 { result = result * square }
    remaining >>= 1
  }
  return n < 0 ? 1 / result : result
}

/// The derivative of `base`ⁿ by the base: n · baseⁿ⁻¹, for every n.
@inlinable @inline(__always)
public func integerPowerSlope<S: Scalar>(_ base: S, _ n: Int) -> S {
  let (lower, overflow) = n.subtractingReportingOverflow(1)
  // One less than the least integer is one more division.
  return S(Double(n)) * (overflow ? S.pow(base, n) / base : S.pow(base, lower))
}

/// The derivative of `base` to the real power `exponent` by the base.
///
///     ∂aᵇ/∂a = b aᵇ⁻¹,   0 for b = 0
///
/// a⁰ is 1 for every a, but 0 · a⁻¹ is NaN at a = 0 and where a is so small that a⁻¹ overflows. There,
/// and for negative a, whose exponent cannot vary, the 0 has no further derivatives; for positive a
/// the derivative by the exponent, a⁻¹, is kept for Hessians.
@inlinable @inline(__always)
public func realPowerSlope<S: Scalar>(_ base: S, _ exponent: S) -> S {
  let slope = exponent * S.pow(base, exponent - 1)
  let atZero = S.select(
    S(Double.leastNormalMagnitude), lessThan: base, then: slope, else: 0)
  return S.select(
    S.abs(exponent), lessThan: S(Double.leastNonzeroMagnitude), then: atZero, else: slope)
}

/// The derivative of `base` to a real power by the exponent, where the power is `power`.
///
///     ∂aᵇ/∂b = aᵇ log a for a > 0,   0 for a ≤ 0
///
/// Of a negative base only whole powers exist, so its exponent cannot vary, and the logarithm would
/// turn the derivative of a computed constant such as y − y into NaN. Of the base 0, all positive
/// powers are 0.
@inlinable @inline(__always)
public func exponentSlope<S: Scalar>(_ base: S, power: S) -> S {
  power
    * S.select(base, lessThan: S(Double.leastNonzeroMagnitude), then: 0, else: S.log(base))
}
