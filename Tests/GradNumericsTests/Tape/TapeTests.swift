import GradNumerics
import Testing

@Suite struct TapeTests {
  /// The gradient of a recorded function, as the tape itself and as its program give it.
  private func gradient(
    at x: [Double], _ f: (Span<Variable>) -> Variable
  ) throws -> (value: Double, gradient: [Double]) {
    let tape = Tape()
    try tape.record(dimension: x.count, f)
    var direct = [Double](repeating: .nan, count: x.count)
    var view = direct.mutableSpan
    let value = tape.gradient(at: x.span, into: &view, workspace: TapeWorkspace<Double>())
    var again = direct
    var againView = again.mutableSpan
    _ = tape.program.gradient(at: x.span, into: &againView, workspace: TapeWorkspace<Double>())
    #expect(direct.map(\.bitPattern) == again.map(\.bitPattern))
    return (value, direct)
  }

  @Test func everyOperationHasItsDerivative() throws {
    let x = [3.0, 0.5]
    #expect(try gradient(at: x) { $0[0] + $0[1] }.gradient == [1, 1])
    #expect(try gradient(at: x) { $0[0] - $0[1] }.gradient == [1, -1])
    #expect(try gradient(at: x) { $0[0] * $0[1] }.gradient == [0.5, 3])
    #expect(try gradient(at: x) { $0[0] / $0[1] }.gradient == [2, -12])
    #expect(try gradient(at: x) { 2 + $0[0] + 1 - $0[1] - 4 }.gradient == [1, -1])
    #expect(
      try gradient(at: x) { (1 - $0[0]) * 2 + 8 / $0[1] - $0[0] / 4 }.gradient == [-2.25, -32])
    #expect(try gradient(at: x) { -$0[0] * $0[0] }.gradient == [-6, 0])
    #expect(try gradient(at: [4]) { Variable.sqrt($0[0]) }.gradient == [0.25])
    #expect(
      try gradient(at: x) { Variable.pow($0[0], 4) + Variable.pow($0[1], -1) }.gradient
        == [108, -4])
    #expect(try gradient(at: x) { Variable.pow($0[0], 0) }.gradient == [0, 0])
    #expect(try gradient(at: [4]) { Variable.pow($0[0], Variable(1.5)) }.gradient == [3])
    #expect(try gradient(at: [0]) { Variable.pow(1, $0[0]) }.gradient == [0])
    let power = try gradient(at: [2, 3]) { Variable.pow($0[0], $0[1]) }
    #expect(power.value == 8)
    #expect(power.gradient == [12, 8 * Double.log(2)])
    #expect(try gradient(at: [3]) { Variable.pow(2, $0[0]) }.gradient == [8 * Double.log(2)])
  }

  @Test(arguments: ElementaryFunction.allCases)
  func everyFunctionHasTheSlopeOfItsOneText(_ f: ElementaryFunction) throws {
    for x in [-0.75, 0.25, 0.5] {
      let found = try gradient(at: [x]) { Variable.apply(f, $0[0]) }
      #expect(found.value.bitPattern == f.value(at: x).bitPattern || f.value(at: x).isNaN)
      let slope = f.slope(at: x, value: f.value(at: x))
      #expect(found.gradient[0] == slope || slope.isNaN)
    }
  }

  @Test func kinksHaveTheDerivativesOfScalar() throws {
    #expect(try gradient(at: [0]) { Variable.abs($0[0]) }.gradient == [0])
    #expect(try gradient(at: [-2]) { Variable.apply(.abs, $0[0]) }.gradient == [-1])
    #expect(try gradient(at: [0]) { Variable.sign($0[0]) }.gradient == [0])
    #expect(try gradient(at: [2, 2]) { Variable.max($0[0], $0[1]) }.gradient == [1, 0])
    #expect(try gradient(at: [2, 2]) { Variable.min($0[0], $0[1]) }.gradient == [1, 0])
    #expect(try gradient(at: [0]) { Variable.max(0, $0[0]) }.gradient == [0])
    #expect(try gradient(at: [0]) { Variable.max($0[0], 0) }.gradient == [1])
    #expect(try gradient(at: [3, 2]) { Variable.min($0[0], $0[1]) }.gradient == [0, 1])
    #expect(
      try gradient(at: [1, 1]) {
        Variable.select($0[0], lessThan: $0[1], then: $0[0], else: 5 * $0[1])
      }.gradient == [0, 5])
  }

  @Test func recordingNotesKinksAlsoBeyondItsLimit() throws {
    func kinks(limit: Int, _ f: (Span<Variable>) -> Variable) -> Kinks {
      let tape = Tape(nodeLimit: limit)
      try? tape.record(dimension: 1, f)
      return tape.kinks
    }
    for limit in [2, 100] {
      #expect(kinks(limit: limit) { $0[0] * $0[0] + 1 } == [])
      #expect(kinks(limit: limit) { ($0[0] * 2 + 1) * Variable.abs($0[0]) } == .abs)
      #expect(kinks(limit: limit) { $0[0] * 2 + 1 + Variable.max($0[0], 0) } == .max)
      #expect(kinks(limit: limit) { $0[0] * 2 + Variable.min(1, $0[0]) } == .min)
      #expect(kinks(limit: limit) { $0[0] * 2 + Variable.sign($0[0] + 3) } == .sign)
      #expect(kinks(limit: limit) { Variable.select(1, lessThan: 2, then: $0[0], else: 1) } == [])
      #expect(
        kinks(limit: limit) { Variable.select($0[0], lessThan: 2, then: 1, else: 2) }
          == .select)
    }
  }

  /// The choice is made when the tape runs, not when it was recorded.
  @Test func replayChoosesAnew() throws {
    let tape = Tape()
    try tape.record(dimension: 2) { x in
      let larger = Variable.max(x[0], x[1]) * 10 + Variable.abs(x[0])
      return larger + Variable.select(x[0], lessThan: 0, then: 100 * x[1], else: x[1])
    }
    let workspace = TapeWorkspace<Double>()
    for (x, expected) in [([1.0, 2.0], [1.0, 11]), ([3, 2], [11, 1]), ([-1, 2], [-1, 110])] {
      var g = [0.0, 0.0]
      var view = g.mutableSpan
      _ = tape.gradient(at: x.span, into: &view, workspace: workspace)
      #expect(g == expected, "at \(x)")
    }
  }

  /// x·log x at 0 is NaN with infinite slope, but its branch is not taken; lanes alike.
  @Test func branchNotTakenNeverSpoilsDerivatives() throws {
    let tape = Tape()
    try tape.record(dimension: 1) { x in
      let root = x[0] * Variable.log(x[0]) + Variable.sqrt(x[0]) / x[0]
      let outer = Variable.select(0, lessThan: x[0], then: root, else: 3 * x[0])
      return outer + Variable.max(x[0], 2 * Variable.pow(x[0] - 1, -2) * 0)
    }
    let program = tape.program
    var g = [0.0]
    var view = g.mutableSpan
    let zero = [0.0]
    _ = program.gradient(at: zero.span, into: &view, workspace: TapeWorkspace<Double>())
    #expect(g == [4])
    var lanes = Lanes(0.0)
    lanes[lane: 3] = 0.25
    let point = [lanes]
    var gradients = [Lanes(0)]
    var laneView = gradients.mutableSpan
    _ = program.gradient(at: point.span, into: &laneView, workspace: TapeWorkspace<Lanes>())
    #expect(gradients[0][lane: 0] == 4)
    #expect(gradients[0][lane: 3] != 4 && gradients[0][lane: 3].isFinite)
    let dual = [Dual2(value: 0, partials: [1, 0])]
    var second = dual
    var dualView = second.mutableSpan
    _ = program.gradient(at: dual.span, into: &dualView, workspace: TapeWorkspace<Dual2>())
    #expect(second[0].value == 4)
    #expect(second[0].partials == .zero)
  }

  /// A product with 0 and a sign have the derivative 0 everywhere, also after an infinite slope.
  @Test func flatOperationsPassNothingOn() throws {
    #expect(try gradient(at: [3]) { Variable.sqrt($0[0] * 0) }.gradient == [0])
    #expect(try gradient(at: [3]) { Variable.sqrt(0 * $0[0]) + $0[0] }.gradient == [1])
    #expect(try gradient(at: [3]) { Variable.pow(-2, Variable.sign($0[0])) }.gradient == [0])
  }

  @Test func notANumberAndInfinityPassThrough() throws {
    let product = try gradient(at: [.nan, 2]) { $0[0] * $0[1] }
    #expect(product.value.isNaN && product.gradient[0] == 2 && product.gradient[1].isNaN)
    let growth = try gradient(at: [1e4]) { Variable.exp($0[0]) }
    #expect(growth.value == .infinity && growth.gradient == [.infinity])
    let root = try gradient(at: [0]) { Variable.sqrt($0[0]) }
    #expect(root.gradient == [.infinity])
    #expect(try gradient(at: [-1]) { Variable.log($0[0]) }.value.isNaN)
  }

  @Test func constantsAndSingleVariablesAreFunctionsToo() throws {
    let constant = try gradient(at: [1, 2]) { _ in Variable.exp(1) * 2 }
    #expect(constant.value == 2 * Double.exp(1) && constant.gradient == [0, 0])
    let single = try gradient(at: [1, 2]) { $0[1] }
    #expect(single.value == 2 && single.gradient == [0, 1])
  }

  @Test func longRecordingIsAnErrorAndTheTapeGoesOn() throws {
    let tape = Tape(nodeLimit: 1_000)
    #expect(throws: NumericsError.tapeTooLong(limit: 1_000)) {
      try tape.record(dimension: 2) { x in
        (0..<2_000).reduce(x[0]) { sum, _ in sum * x[1] }
      }
    }
    #expect(throws: NumericsError.tapeTooLong(limit: 1_000)) {
      try tape.record(dimension: 1_001) { $0[0] }
    }
    try tape.record(dimension: 1) { x in (0..<999).reduce(x[0]) { sum, _ in sum + x[0] } }
    #expect(tape.operationCount == 999)
    var g = [0.0]
    var view = g.mutableSpan
    let point = [2.0]
    let value = tape.gradient(at: point.span, into: &view, workspace: TapeWorkspace<Double>())
    #expect(value == 2_000 && g == [1_000])
  }

  @Test func variablesOfTwoTapesAreAnError() throws {
    let (inner, outer) = (Tape(), Tape())
    var stolen: Variable = 0
    try outer.record(dimension: 2) { x in
      stolen = x[1]
      return x[0]
    }
    #expect(throws: NumericsError.foreignVariable) {
      try inner.record(dimension: 1) { $0[0] * stolen }
    }
    #expect(throws: NumericsError.foreignVariable) {
      try inner.record(dimension: 1) { Variable.max($0[0], stolen) }
    }
    #expect(throws: NumericsError.foreignVariable) {
      try inner.record(dimension: 1, outputCount: 1) { _, y in y[0] = stolen }
    }
    // Its slot exists here as well.
    #expect(throws: NumericsError.foreignVariable) {
      try inner.record(dimension: 2) { _ in stolen }
    }
  }

  @Test func severalResultsShareOneSweep() throws {
    let tape = Tape()
    try tape.record(dimension: 2, outputCount: 4) { x, y in
      y[0] = x[0] * x[1]
      y[1] = x[0]
      y[2] = 7
      y[3] = y[0] * x[0]
    }
    let program = tape.program
    let (x, w) = ([2.0, 3.0], [1.0, 10, 100, 1_000])
    var y = [0.0, 0, 0, 0]
    var values = y.mutableSpan
    program.values(at: x.span, into: &values, workspace: TapeWorkspace<Double>())
    #expect(y == [6, 2, 7, 12])
    var g = [0.0, 0.0]
    var view = g.mutableSpan
    program.transposedProduct(
      at: x.span, weights: w.span, into: &view, workspace: TapeWorkspace<Double>())
    // 3 + 10 + 12,000 and 2 + 4,000
    #expect(g == [12_013, 4_002])
  }
}
