import GradFormula
import GradNumerics
import GradSymbolic
import Testing

@Suite struct FormulaPrinterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let trace: @Sendable (Span<Symbol>) -> Symbol
    let formula: String

    init(_ trace: @escaping @Sendable (Span<Symbol>) -> Symbol, _ formula: String) {
      self.trace = trace
      self.formula = formula
    }

    var testDescription: String { formula }
  }

  @Test(arguments: [
    Case({ $0[0] * $0[0] }, "x^2"),
    Case({ Symbol.pow($0[0], -1) }, "1/x"),
    Case({ 3 / Symbol.pow($0[0], 2) }, "3/x^2"),
    Case({ $0[0] / ($0[1] * $0[2]) }, "x/(y*z)"),
    Case({ $0[0] / $0[1] / $0[2] }, "x/(y*z)"),
    Case({ $0[0] / ($0[1] + $0[2]) }, "x/(y + z)"),
    Case({ ($0[0] + $0[1]) * $0[2] }, "z*(x + y)"),
    Case({ $0[0] - ($0[1] - $0[2]) }, "x - y + z"),
    Case({ -($0[0] + $0[1]) }, "-(x + y)"),
    Case({ -$0[0] * $0[0] }, "-x^2"),
    Case(
      {
        let y = -$0[1]
        return Symbol.pow(y, 3)
      }, "(-y)^3"),
    Case({ 1 - $0[0] }, "1 - x"),
    Case({ $0[0] - 1 }, "x - 1"),
    Case({ -$0[0] - 1 }, "-x - 1"),
    Case({ 0.1 * $0[0] }, "0.1*x"),
    Case({ 1e20 * $0[0] }, "1e+20*x"),
    Case({ Symbol.pow($0[0], $0[1]) }, "x^y"),
    Case({ Symbol.pow($0[0], 0.5) }, "x^0.5"),
    Case({ Symbol.pow($0[0], -0.5) }, "x^(-0.5)"),
    Case({ Symbol.pow($0[0] + 1, $0[1] - 1) }, "(x + 1)^(y - 1)"),
    Case({ Symbol.exp(-$0[0]) }, "exp(-x)"),
    Case({ Symbol.max(0, $0[0]) }, "max(0, x)"),
    Case({ Symbol.select($0[0], lessThan: 1, then: $0[1], else: -$0[1]) }, "select(x < 1, y, -y)"),
    Case({ Symbol.pow(Symbol.sin($0[0]), 2) * 3 }, "3*sin(x)^2"),
    Case({ Symbol.exp($0[0]) * $0[1] }, "y*exp(x)"),
    Case({ _ in 7 }, "7"),
  ])
  func formulasHaveUsualOrderAndFewParentheses(_ example: Case) throws {
    let f = try SymbolicFunction(dimension: 3) { example.trace($0) }
    #expect(f.formula(names: ["x", "y", "z"]) == example.formula)
  }

  @Test func gradientsReadAsInTextbooks() throws {
    let f = try SymbolicFunction(dimension: 3) { x in
      Symbol.pow(x[0], 2) + 3 * x[0] * x[1] - Symbol.pow(x[2], 2) + 2 * x[2]
    }
    #expect(f.formula(names: ["x", "y", "z"]) == "x^2 + 3*x*y - z^2 + 2*z")
    #expect(try f.gradientFormulas(names: ["x", "y", "z"]) == ["2*x + 3*y", "3*x", "2 - 2*z"])
    let g = try SymbolicFunction(dimension: 2) { x in x[0] * x[0] + x[1] * x[1] + x[0] * x[1] }
    #expect(try g.gradientFormulas(names: ["x", "y"]) == ["2*x + y", "x + 2*y"])
    #expect(try g.gradientFormulas() == ["2*x1 + x2", "x1 + 2*x2"])
    let h = try SymbolicFunction(dimension: 1) { x in 1 / x[0] + Symbol.log(x[0]) }
    let partials = try h.gradientFormulas(names: ["x"])
    #expect(partials == ["1/x - 1/x^2"])
    let power = try SymbolicFunction(dimension: 2) { x in 3 * Symbol.pow(x[0], x[1]) }
    let slopes = try power.gradientFormulas(names: ["x", "y"])
    #expect(slopes == ["3*y*x^(y - 1)", "3*x^y*log(x)"])
  }

  @Test func constantFactorsArePrintedOnce() throws {
    let f = try SymbolicFunction(dimension: 1) { x in
      Symbol.sqrt(x[0] * x[0]) + Symbol.sqrt(6 * x[0])
    }
    #expect(try f.gradientFormulas(names: ["x"]) == ["x/sqrt(x^2) + 3/sqrt(6*x)"])
  }

  /// Doubling 200 times would print 2²⁰⁰ variables; nesting 10⁵ deep would overflow the stack.
  @Test func printingIsBounded() throws {
    let doubled = try SymbolicFunction(dimension: 2) { x in
      var s = x[0]
      for _ in 0..<200 { s = Symbol.sin(s) * (s + x[1]) }
      return s
    }
    let text = doubled.formula(lengthLimit: 500)
    #expect(text.hasSuffix("…") && text.count <= 501)
    let deep = try SymbolicFunction(dimension: 1) { x in
      var s = x[0]
      for _ in 0..<100_000 { s = Symbol.sin(s) }
      return s
    }
    let nested = deep.formula()
    #expect(nested.contains("…") && nested.count < 2_000)
    let long = try SymbolicFunction(dimension: 3_000) { x in
      var s: Symbol = 0
      for i in 0..<x.count { s = s + Symbol.exp(x[i]) }
      return s
    }
    let sum = long.formula(lengthLimit: 100)
    #expect(sum.hasPrefix("exp(x1) + exp(x2) + ") && sum.hasSuffix("…") && sum.count <= 101)
  }

  /// Powers that are worked out may be larger than the exponents that formulas have.
  @Test(arguments: [
    (2_147_483_647, "x^2147483647"), (2_147_483_648, "x^2147483647*x"),
    (4_294_967_294, "(x^2147483647)^2"), (3_486_784_401, "x^2147483647*x^1339300754"),
    (6_442_450_942, "(x^2147483647)^3*x"), (-4_294_967_295, "1/((x^2147483647)^2*x)"),
    (-3_486_784_401, "1/(x^2147483647*x^1339300754)"),
  ])
  func largeExponentsReadBack(exponent: Int, text: String) throws {
    let traced = try SymbolicFunction(
      dimension: 1, nodeLimit: 100, trace: { Symbol.pow($0[0], exponent) })
    #expect(traced.formula(names: ["x"]) == text)
    let real = try SymbolicFunction(
      dimension: 1, nodeLimit: 100, trace: { Symbol.pow($0[0], Symbol(Double(exponent))) })
    #expect(real.formula(names: ["x"]) == text)
    let read = try Formula(text).program(variables: ["x"])
    for x in [1.000_000_001, -0.999_999_999] {
      let value: Double = read.value(at: [x].span)
      // A rounding error of the base is taken to the power as well.
      #expect((value / integerPower(x, exponent) - 1).magnitude <= 1e-5)
    }
  }
}
