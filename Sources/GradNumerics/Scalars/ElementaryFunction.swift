#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The functions of one argument that every scalar knows, with their values and slopes.
///
/// One list for all: the formula language reads its names here, every scalar its values, and every
/// backend its derivatives.
@frozen public enum ElementaryFunction: UInt8, CaseIterable, Sendable {
  case exp, expm1, log, log1p, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  case sqrt, cbrt, abs, sigmoid, softplus, sign

  /// The name in formulas: `log` is the natural logarithm.
  public var name: String { "\(self)" }

  /// The function's value at a plain number, from the C library where it has the function.
  @inlinable @inline(__always)
  public func value(at x: Double) -> Double {
    switch self {
    case .exp: _exp(x)
    case .expm1: _expm1(x)
    case .log: _log(x)
    case .log1p: _log1p(x)
    case .sin: _sin(x)
    case .cos: _cos(x)
    case .tan: _tan(x)
    case .asin: _asin(x)
    case .acos: _acos(x)
    case .atan: _atan(x)
    case .sinh: _sinh(x)
    case .cosh: _cosh(x)
    case .tanh: _tanh(x)
    case .sqrt: x.squareRoot()
    case .cbrt: _cbrt(x)
    case .abs: x.magnitude
    case .sigmoid: _sigmoid(x)
    case .softplus: (x > 0 ? x : 0) + _log1p(_exp(-x.magnitude))
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    }
  }

  /// The function's derivative at `a`, where its value there is `value`.
  ///
  /// Generic, so that one text serves dual numbers, tapes and symbolic differentiation. At kinks:
  /// abs′(0) = sign′ = 0.
  @inlinable @inline(__always)
  public func slope<S: Scalar>(at a: S, value: S) -> S {
    switch self {
    case .exp: value
    // value + 1 would cancel where the function saturates.
    case .expm1: S.exp(a)
    case .log: 1 / a
    case .log1p: 1 / (1 + a)
    case .sin: S.cos(a)
    case .cos: -S.sin(a)
    case .tan: 1 + value * value
    case .asin: 1 / S.sqrt((1 - a) * (1 + a))
    case .acos: -(1 / S.sqrt((1 - a) * (1 + a)))
    case .atan: 1 / (1 + a * a)
    case .sinh: S.cosh(a)
    case .cosh: S.sinh(a)
    case .tanh: 1 / (S.cosh(a) * S.cosh(a))
    case .sqrt: 0.5 / value
    case .cbrt: 1 / (3 * (value * value))
    case .abs: S.sign(a)
    // 1 − value would cancel where the function saturates, and plateaus are measured there.
    case .sigmoid: value * S.sigmoid(-a)
    case .softplus: S.sigmoid(a)
    case .sign: 0
    }
  }
}

// The C library under names that the protocol's own static functions cannot shadow. They are
// called here and nowhere else, one lane at a time, so that a lane has the bits of a scalar.

@inlinable @inline(__always) func _exp(_ x: Double) -> Double { exp(x) }
@inlinable @inline(__always) func _expm1(_ x: Double) -> Double { expm1(x) }
@inlinable @inline(__always) func _log(_ x: Double) -> Double { log(x) }
@inlinable @inline(__always) func _log1p(_ x: Double) -> Double { log1p(x) }
@inlinable @inline(__always) func _sin(_ x: Double) -> Double { sin(x) }
@inlinable @inline(__always) func _cos(_ x: Double) -> Double { cos(x) }
@inlinable @inline(__always) func _tan(_ x: Double) -> Double { tan(x) }
@inlinable @inline(__always) func _asin(_ x: Double) -> Double { asin(x) }
@inlinable @inline(__always) func _acos(_ x: Double) -> Double { acos(x) }
@inlinable @inline(__always) func _atan(_ x: Double) -> Double { atan(x) }
@inlinable @inline(__always) func _sinh(_ x: Double) -> Double { sinh(x) }
@inlinable @inline(__always) func _cosh(_ x: Double) -> Double { cosh(x) }
@inlinable @inline(__always) func _tanh(_ x: Double) -> Double { tanh(x) }
@inlinable @inline(__always) func _cbrt(_ x: Double) -> Double { cbrt(x) }

@inlinable @inline(__always) func _sigmoid(_ x: Double) -> Double {
  let e = exp(-x.magnitude)
  return x >= 0 ? 1 / (1 + e) : e / (1 + e)
}

/// `base` to a real power. Never inlined: the optimiser rewrites pow(x, 2.0), and release and debug
/// builds would then differ.
@inline(never) public func realPower(_ base: Double, _ exponent: Double) -> Double {
  pow(base, exponent)
}
