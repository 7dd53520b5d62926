#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Complex {
  /// The continuation of `f`: its real part from the real function, its imaginary part from the
  /// identity for f(a + ib).
  public static func apply(_ f: ElementaryFunction, _ z: Complex) -> Complex {
    // What does not vary hands nothing on, also where the slope is infinite.
    if z.imaginary == 0 { return Complex(f.value(at: z.real)) }
    return switch f {
    case .abs: abs(z)
    case .sqrt: sqrt(z)
    default: Complex(f.value(at: z.real), imaginaryPart(of: f, at: z.real, z.imaginary))
    }
  }

  private static func imaginaryPart(
    of f: ElementaryFunction, at a: Double, _ b: Double
  ) -> Double {
    switch f {
    // e^(a + ib) = e^a (cos b + i sin b)
    case .exp, .expm1: return _exp(a) * _sin(b)
    // log z = log |z| + i arg z
    case .log: return angle(b, a)
    case .log1p: return angle(b, 1 + a)
    case .sin: return _cos(a) * _sinh(b)
    case .cos: return -_sin(a) * _sinh(b)
    case .tan:
      // tan(a + ib) = (t + iu) / (1 − itu) with t = tan a, u = tanh b
      let (t, u) = (_tan(a), _tanh(b))
      return u * (1 + t * t) / (1 + t * t * u * u)
    case .asin: return arcSineImaginaryPart(a, b)
    case .acos: return -arcSineImaginaryPart(a, b)
    // ½ artanh(2b / (1 + |z|²))
    case .atan: return atanh(2 * b / (1 + a * a + b * b)) / 2
    case .sinh: return _cosh(a) * _sin(b)
    case .cosh: return _sinh(a) * _sin(b)
    case .tanh:
      // tanh(a + ib) = (t + iu) / (1 + itu) with t = tanh a, u = tan b, and 1 − t² = 1/cosh² a
      let (t, u, c) = (_tanh(a), _tan(b), _cosh(a))
      return u / c / c / (1 + t * t * u * u)
    case .cbrt:
      // On the side of a: |z|^(1/3) sin(arg/3); at 0 the slope is infinite.
      return a == 0 ? b / 0 : _cbrt(a).magnitude * _sin(atan2(b, a.magnitude) / 3)
    case .sigmoid:
      // 1 / (1 + e^(−z)), turned so that the exponential cannot overflow; it is even in a.
      let e = _exp(-a.magnitude)
      let (re, im) = (1 + e * _cos(b), e * _sin(b))
      return im / (re * re + im * im)
    case .softplus:
      // arg(1 + e^z) = b + arg(1 + e^(−z))
      let e = _exp(-a.magnitude)
      let (re, im) = (1 + e * _cos(b), e * _sin(b))
      return a > 0 ? b - atan2(im, re) : atan2(im, re)
    case .sign, .abs, .sqrt: return a.isNaN ? a : 0
    }
  }

  /// The angle of a + ib with a > 0, else a non-finite number as the real logarithm's slope has.
  private static func angle(_ b: Double, _ a: Double) -> Double {
    a > 0 ? atan2(b, a) : a == 0 ? b / a : .nan
  }

  /// arsinh Im(conj(√(1 − z)) √(1 + z)), with both roots near the real axis (W. Kahan, 1987).
  private static func arcSineImaginaryPart(_ a: Double, _ b: Double) -> Double {
    asinh(b / ((1 - a).squareRoot() * (1 + a).squareRoot()))
  }

  /// z^w. The exponent of a base that is not positive cannot vary; see ``exponentSlope(_:power:)``.
  public static func pow(_ z: Complex, _ w: Complex) -> Complex {
    let (a, b) = (z.real, z.imaginary)
    let real = realPower(a, w.real)
    let isFixed = w.imaginary == 0 || a <= 0
    // A constant base or exponent has no part, and the logarithm of a may not exist.
    if b == 0, isFixed { return Complex(real) }
    // At 0 there is no angle: the real power's own slope.
    if a == 0 { return Complex(real, b * realPowerSlope(a, w.real)) }
    // |z|^c e^(i(c arg z + d log |z|)), the angle taken from the nearer half of the real axis.
    let turn = b == 0 ? 0 : w.real * _atan(b / a)
    let growth = isFixed ? 0 : w.imaginary * _log(a)
    return Complex(real, real * _sin(turn + growth))
  }
}
