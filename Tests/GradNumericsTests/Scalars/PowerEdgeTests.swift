import GradNumerics
import Testing

/// Powers at the edges of what an exponent can be.
@Suite struct PowerEdgeTests {
  @Test(arguments: [Int.min, Int.min + 1, -1, 0, 1, Int.max - 1, Int.max])
  func integerPowersNeverTrap(n: Int) throws {
    for x in [-1.0, 0, 0.5, 1, 2] {
      let value = Double.pow(x, n)
      let slope = integerPowerSlope(x, n)
      let seeded = Dual8(value: x, partials: .one)
      let dual = Dual8.pow(seeded, n)
      #expect(dual.value == value)
      #expect(Lanes.pow(Lanes(x), n)[lane: 3] == value)
      #expect(Complex.pow(Complex(x, Complex.step(at: x)), n).real == value)
      guard n != 0, slope.isFinite else { continue }
      #expect(dual.partials[5] == slope)
      let tape = Tape()
      try tape.record(dimension: 1) { Variable.pow($0[0], n) }
      var gradient = [0.0]
      var view = gradient.mutableSpan
      let found = tape.gradient(at: [x].span, into: &view, workspace: TapeWorkspace<Double>())
      #expect(found == value && gradient[0] == slope)
    }
    // (−1)ⁿ⁻¹ n, also where n − 1 is no integer of 64 bits.
    let sign = n.isMultiple(of: 2) ? -1.0 : 1.0
    #expect(integerPowerSlope(-1.0, n) == sign * Double(n))
  }

  /// y − y is recorded, but never varies: the derivative of a power by it is 0, not log of a negative.
  @Test(arguments: [-2.0, 0])
  func exponentsOfBasesThatAreNotPositiveDoNotVary(base: Double) throws {
    let tape = Tape()
    try tape.record(dimension: 2) { Variable.pow($0[0], $0[1] - $0[1] + 3) }
    var gradient = [0.0, 0]
    var view = gradient.mutableSpan
    let point = [base, 1.5]
    let value = tape.gradient(at: point.span, into: &view, workspace: TapeWorkspace<Double>())
    #expect(value == base * base * base)
    #expect(gradient == [3 * base * base, 0])
    let y = Dual2(value: 1.5, partials: SIMD2(0, 1))
    let dual = Dual2.pow(Dual2(value: base, partials: SIMD2(1, 0)), y * 2)
    #expect(dual.partials[1] == 0)
  }
}
