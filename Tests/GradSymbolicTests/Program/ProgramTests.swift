import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

@Suite struct ProgramTests {
  /// NaN, infinities, zeros of both signs and ties among ordinary numbers, in different lanes.
  static let special: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0.5, 1e300, -1e-300, 2, .leastNonzeroMagnitude,
  ]

  @Test func lanesHaveTheBitsOfScalars() throws {
    for seed in 2_000..<2_150 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let expression = RandomExpression.make(&random, depth: 5, dimension: 3)
      let f = try SymbolicFunction(dimension: 3) { expression.value(at: $0) }
      let program = try f.gradientProgram()
      var points: [[Double]] = []
      for lane in 0..<8 {
        points.append(
          (0..<3).map { _ in
            lane < 4 ? random.uniform(2) : Self.special[random.below(Self.special.count)]
          })
      }
      let lanes = (0..<3).map { i in
        var value = Lanes(0)
        for lane in 0..<8 { value[lane: lane] = points[lane][i] }
        return value
      }
      let found = program.outputs(at: lanes)
      for lane in 0..<8 {
        let alone = program.outputs(at: points[lane])
        for k in alone.indices {
          #expect(
            isSameBits(found[k][lane: lane], alone[k]),
            "output \(k), seed \(seed) at \(points[lane])")
        }
      }
    }
  }

  /// The value program against the same text run on doubles: simplification may only round.
  @Test func simplificationChangesValuesByRoundingOnly() throws {
    var compared = 0
    for seed in 3_000..<3_400 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let expression = RandomExpression.make(&random, depth: 6, dimension: 3)
      let f = try SymbolicFunction(dimension: 3) { expression.value(at: $0) }
      let program = f.valueProgram()
      for _ in 0..<5 {
        let x = (0..<3).map { _ in random.uniform(2) }
        let near = x.map { $0 * (1 + 0x1p-52) }
        let expected = expression.value(at: x.span)
        let found = program.outputs(at: x)[0]
        let noise = 100 * (expression.value(at: near.span) - expected).magnitude
        guard expected.isFinite, noise.isFinite else { continue }
        guard noise < 1e-3 * expected.magnitude || noise == 0 else { continue }
        compared += 1
        #expect(
          isClose(found, expected, 1e-13, scale: noise / 1e-13), "seed \(seed) at \(x)")
      }
    }
    #expect(compared > 1_000)
  }

  /// What is not a number in the text is none in the program, and the other way round.
  @Test func finiteStaysFiniteAtSpecialPoints() throws {
    var compared = 0
    for seed in 4_000..<4_300 as Range<UInt64> {
      var random = SplitMix(seed: seed)
      let expression = RandomExpression.make(&random, depth: 4, dimension: 2)
      let f = try SymbolicFunction(dimension: 2) { expression.value(at: $0) }
      let program = f.valueProgram()
      for a in [Double.nan, .infinity, -.infinity, 0, 1, -2] {
        for b in [Double.nan, .infinity, 0, 1] {
          let expected = expression.value(at: [a, b].span)
          let found = program.outputs(at: [a, b])[0]
          compared += 1
          #expect(
            expected.isFinite == found.isFinite, "seed \(seed) at \(a), \(b): \(expected), \(found)"
          )
        }
      }
    }
    #expect(compared == 7_200)
  }

  @Test func integerPowersHaveTheOneOrder() throws {
    for n in [-7, -2, -1, 0, 1, 2, 3, 4, 5, 11, 64, 1_000] {
      let f = try SymbolicFunction(dimension: 1) { Symbol.pow($0[0], n) }
      let program = f.valueProgram()
      for x in [1.1, -0.93, 0, .nan, .infinity] {
        #expect(isSameBits(program.outputs(at: [x])[0], integerPower(x, n)), "\(x)^\(n)")
      }
    }
  }

  @Test func extremeExponentsDoNotTrap() throws {
    for n in [Int.min, .max, 1 << 40] {
      let f = try SymbolicFunction(dimension: 1) { Symbol.pow(Symbol.pow($0[0], n), n) }
      #expect(try f.gradientProgram().outputs(at: [1.0])[0] == 1)
      #expect(!f.formula().isEmpty)
    }
  }

  @Test func registersAreShared() throws {
    let f = try SymbolicFunction(dimension: 1) { x in
      var s = x[0]
      for _ in 0..<1_000 { s = Symbol.sin(s) * 0.5 }
      return s
    }
    let program = f.valueProgram()
    #expect(program.instructionCount == 2_000)
    // The constant, the variable and one result.
    #expect(program.registerCount == 3)
  }

  @Test func outputsMayBeConstantsVariablesOrEqual() throws {
    let f = try SymbolicFunction(dimension: 2) { x in 3 * x[0] + x[1] * x[1] / 2 }
    #expect(try f.gradientProgram().outputs(at: [5.0, 7]) == [39.5, 3, 7])
    let constant = try SymbolicFunction(dimension: 2) { _ in 4 }
    #expect(try constant.gradientProgram().outputs(at: [5.0, 7]) == [4, 0, 0])
    let empty = try SymbolicFunction(dimension: 0) { _ in 4 }
    #expect(try empty.gradientProgram().outputs(at: [Double]()) == [4])
  }
}
