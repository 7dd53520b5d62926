import GradNumerics
import Testing

@Suite struct ComplexTests {
  /// The formulas lose a few units in the last place; duals lose up to eps / |slope| in the slopes
  /// of tanh and sigmoid, which are differences from 1.
  static let tolerance = 1e-13

  @Test(arguments: ElementaryFunction.allCases)
  func functionsContinueWithTheirDerivative(_ f: ElementaryFunction) {
    for a in [-3.0, -1.5, -0.875, -0.1, -1e-9, 1e-12, 0.3, 0.999, 1.0625, 2, 4, 17, 300, 710] {
      let h = Complex.step(at: a)
      let z = Complex.apply(f, Complex(a, h))
      let value = f.value(at: a)
      #expect(z.real.bitPattern == value.bitPattern || (z.real.isNaN && value.isNaN), "\(a)")
      let slope = Dual2.apply(f, Dual2(value: a, partials: [1, 0])).partials[0]
      guard value.isFinite, slope.isFinite else { continue }
      let found = z.imaginary / h
      let bound = Self.tolerance * slope.magnitude + 2 * Double.ulpOfOne
      #expect((found - slope).magnitude <= bound, "\(f) at \(a): \(found), \(slope)")
    }
  }

  @Test func arithmeticFollowsTheComplexNumbers() {
    let h = Complex.step(at: 3)
    let (a, b) = (Complex(3, 2 * h), Complex(-4, 5 * h))
    #expect((a * b).real == -12 && (a * b).imaginary == 7 * h)
    #expect((a / b).real == -0.75 && (a / b).imaginary / h == (-8 - 15) / 16)
    #expect((a - b).imaginary == -3 * h && (-a).imaginary == -2 * h)
    #expect(Complex.pow(a, 3).imaginary / h == 54)
    #expect(Complex.pow(a, -1).real == 1.0 / 3)
  }

  /// xʸ: partial y·x^(y−1) in x, xʸ·log x in y.
  @Test func realPowersHaveBothPartials() {
    let h = Complex.step(at: 1)
    for (x, y) in [(2.0, 3.0), (0.5, -1.5), (7, 0), (1e3, 0.25)] {
      let inBase = Complex.pow(Complex(x, h), Complex(y)).imaginary / h
      let inExponent = Complex.pow(Complex(x), Complex(y, h)).imaginary / h
      let (base, exponent) = (y * Double.pow(x, y - 1), Double.pow(x, y) * Double.log(x))
      #expect((inBase - base).magnitude <= Self.tolerance * base.magnitude)
      #expect((inExponent - exponent).magnitude <= Self.tolerance * exponent.magnitude)
    }
    #expect(Complex.pow(Complex(-2, h), Complex(3)).imaginary / h == 12)
    #expect(Complex.pow(Complex(0, h), Complex(2)).imaginary == 0)
    #expect(Complex.pow(Complex(0, h), Complex(1)).imaginary == h)
    #expect(Complex.pow(Complex(-2, h), Complex(0.5)).real.isNaN)
  }

  @Test func offTheDomainThereIsNoContinuation() {
    for f in [ElementaryFunction.log, .log1p, .sqrt, .asin, .acos] {
      let a: Double = f == .asin || f == .acos ? 2 : -2
      let z = Complex.apply(f, Complex(a, Complex.step(at: a)))
      #expect(z.real.isNaN && z.imaginary.isNaN, "\(f)")
    }
    #expect(Complex.sqrt(Complex(0, Complex.step(at: 0))).imaginary == .infinity)
    #expect(Complex.cbrt(Complex(0, Complex.step(at: 0))).imaginary == .infinity)
  }
}
