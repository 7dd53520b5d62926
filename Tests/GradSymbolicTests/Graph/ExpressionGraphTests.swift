import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

@Suite struct ExpressionGraphTests {
  @Test func commutedOperandsAreOneNode() {
    let graph = ExpressionGraph()
    let (x, y) = (graph.variable(0), graph.variable(1))
    #expect(Symbol.isSame(x * y, y * x))
    #expect(Symbol.isSame(x + y, y + x))
    #expect(!Symbol.isSame(x - y, y - x))
    let before = graph.nodeCount
    _ = y * x + x * y - x * y
    // 2·(x·y) needs the constant and itself; the difference one more.
    #expect(graph.nodeCount == before + 3)
  }

  @Test func rulesSimplify() {
    let graph = ExpressionGraph()
    let (x, y) = (graph.variable(0), graph.variable(1))
    let cases: [(Symbol, Symbol)] = [
      (x + 0, x), (0 + x, x), (x - 0, x), (0 - x, -x), (x * 1, x), (-1 * x, -x), (x / 1, x),
      (-(-x), x), (2 * (3 * x), 6 * x), (x + x, 2 * x), (2 * x + 3 * x, 5 * x),
      (x + -y, x - y), (x - -y, x + y), (-x + y, y - x), (-x * y, -(x * y)),
      (x * x, Symbol.pow(x, 2)), (x * x * x, Symbol.pow(x, 3)), (-(x - y), y - x),
      (x + 1 + 2, x + 3), (6 * x / 3, 2 * x), (x / 4, 0.25 * x), (y * (1 / x), y / x),
      (Symbol.pow(x, 0), 1), (Symbol.pow(x, 1), x), (Symbol.pow(x, 2.0), x * x),
      (Symbol.pow(-x, 2), x * x), (Symbol.abs(-x), Symbol.abs(x)), (Symbol.max(x, x), x),
      (Symbol.select(x, lessThan: x, then: y, else: x), x), (2 * x * (3 * y), 6 * (x * y)),
    ]
    for (i, (found, expected)) in cases.enumerated() {
      #expect(Symbol.isSame(found, expected), "case \(i)")
    }
  }

  /// Each would turn NaN or an infinity into a number, or lose more than rounding.
  @Test func rulesThatLoseValuesAreNotThere() {
    let graph = ExpressionGraph()
    let x = graph.variable(0)
    #expect((x * 0).constant == nil)
    #expect((0 / x).constant == nil)
    #expect((x - x).constant == nil)
    #expect((x / x).constant == nil)
    #expect(!Symbol.isSame(x + 1 - 1, x))
    #expect(!Symbol.isSame(x * x / x, x))
    #expect(!Symbol.isSame(1e300 * (1e300 * x), Symbol(.infinity) * x))
  }

  @Test func constantsFoldAsDoublesDo() {
    let (a, b): (Symbol, Symbol) = (0.1, 0.2)
    #expect((a + b).constant == 0.1 + 0.2)
    #expect((a / 0).constant == .infinity)
    #expect(Symbol.pow(a, 5).constant == integerPower(0.1, 5))
    #expect(Symbol.pow(a, b).constant == realPower(0.1, 0.2))
    #expect(Symbol.exp(a).constant == Double.exp(0.1))
    #expect(Symbol.max(a, .init(.nan)).constant?.isNaN == true)
    #expect(Symbol.select(a, lessThan: b, then: 1, else: 2).constant == 1)
  }

  @Test func nodeLimitThrowsAndBoundsMemory() {
    #expect(throws: SymbolicError.tooManyNodes(limit: 1_000)) {
      try SymbolicFunction(dimension: 2, nodeLimit: 1_000) { x in
        var s = x[0]
        for i in 0..<100_000 { s = Symbol.sin(s) * x[1] + Symbol(Double(i)) }
        return s
      }
    }
    #expect(throws: SymbolicError.dimensionOutOfRange(dimension: 5, limit: 4)) {
      try SymbolicFunction(dimension: 5, nodeLimit: 4) { _ in 0 }
    }
    let graph = ExpressionGraph(nodeLimit: 10)
    var s = graph.variable(0)
    for _ in 0..<1_000 { s = Symbol.sin(s) + 1 }
    #expect(graph.isOverfull && graph.nodeCount == 10)
  }

  @Test func functionOutlivesGradientThatIsTooLarge() throws {
    let f = try SymbolicFunction(dimension: 1, nodeLimit: 60) { x in
      var s = x[0]
      for _ in 0..<50 { s = Symbol.sin(s) }
      return s
    }
    #expect(throws: SymbolicError.tooManyNodes(limit: 60)) { try f.gradientProgram() }
    var expected = 0.7
    for _ in 0..<50 { expected = Double.sin(expected) }
    #expect(f.valueProgram().outputs(at: [0.7]) == [expected])
  }

  @Test func foreignSymbolsAreRefused() throws {
    let other = ExpressionGraph().variable(0)
    #expect(throws: SymbolicError.foreignSymbol) {
      try SymbolicFunction(dimension: 1) { x in x[0] + other }
    }
    #expect(throws: SymbolicError.foreignSymbol) {
      try SymbolicFunction(dimension: 1) { _ in other }
    }
  }

  @Test func kinksAreSeenEvenWhereSimplifiedAway() throws {
    let smooth = try SymbolicFunction(dimension: 1) { x in Symbol.exp(x[0]) / x[0] }
    #expect(smooth.isSmooth)
    let square = try SymbolicFunction(dimension: 1) { x in
      Symbol.pow(Symbol.abs(x[0]), 2) + Symbol.max(x[0], x[0])
    }
    #expect(!square.isSmooth && square.kinks.names == ["abs", "max"])
    _ = try smooth.gradientProgram()
    #expect(smooth.isSmooth)
  }

  @Test func longChainsTakeLinearTimeAndNoStack() throws {
    let f = try SymbolicFunction(dimension: 2, nodeLimit: 1_000_000) { x in
      var s = x[0]
      for i in 0..<50_000 { s = s * x[1] + Symbol(Double(i % 7)) }
      return s
    }
    let program = try f.gradientProgram()
    var (s, ds0, ds1) = (0.5, 1.0, 0.0)
    for i in 0..<50_000 {
      (s, ds0, ds1) = (s * 0.9 + Double(i % 7), ds0 * 0.9, ds1 * 0.9 + s)
    }
    let found = program.outputs(at: [0.5, 0.9])
    #expect(isClose(found[0], s, 1e-12) && isClose(found[2], ds1, 1e-12))
    #expect(found[1] < 1e-300)
    #expect(f.formula().hasSuffix("…") || f.formula().contains("…"))
  }
}
