import GradFormula
import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

@Suite struct FormulaGrammarTests {
  @Test(arguments: [
    // Precedence and associativity.
    ("1 + 2*3", 7), ("(1 + 2)*3", 9), ("2*3 + 1", 7), ("10 - 4 - 3", 3), ("10 - (4 - 3)", 9),
    ("24/4/2", 3), ("24/(4/2)", 12), ("2*6/4", 3), ("2^3^2", 512), ("(2^3)^2", 64), ("-2^2", -4),
    ("(-2)^2", 4), ("2^-1", 0.5), ("2^-1^2", 0.5), ("-2^-2", -0.25), ("2*-3", -6), ("2 - -3", 5),
    ("2--3", 5), ("--3", 3), ("-+3", -3), ("+3", 3), ("2^+2", 4), ("-2*3", -6), ("6/-3", -2),
    ("2*3^2", 18), ("-3^2*2", -18), ("1 - 2^2", -3),
    // Numbers.
    ("0", 0), (".5", 0.5), ("0.5", 0.5), ("12.25", 12.25), ("1e3", 1000), ("1E+3", 1000),
    ("25e-1", 2.5), (".5e1", 5), ("1e-400", 0), ("0e999", 0), ("1e3*2", 2000),
    ("pi", Double.pi), ("e", 2.718281828459045), ("2*pi", 2 * Double.pi), ("2*e", 5.43656365691809),
    // Functions.
    ("max(1, 2)", 2), ("max(1, 5, 3)", 5), ("min(4, 2, 3, 8)", 2), ("abs(-3)", 3), ("sqrt(16)", 4),
    ("sign(-2)", -1), ("exp(0)", 1), ("atan(0)", 0), ("max((1), (2))", 2),
    // White space.
    (" 1\t+\n2\r\n* 3 ", 7),
    // Loops without variables.
    ("sum(i, 1, 4, i)", 10), ("prod(i, 1, 5, i)", 120), ("sum(i, 3, 2, i)", 0),
    ("prod(i, 3, 2, i)", 1), ("sum(i, -2, 2, i^2)", 10), ("sum(i, 1, 3, sum(j, 1, i, j))", 10),
    ("sum(i, 1, 3, prod(j, 1, i, 2))", 14), ("sum(i, 1, 4/2, 1)", 2), ("sum(k, 0, 4, 2^k)", 31),
    ("sum(k, 1, 3, k/2)", 3), ("n", 1), ("sum(i, n, 2*n, i)", 3),
  ])
  func valuesFollowTheGrammar(text: String, expected: Double) throws {
    #expect(try value(of: text) == expected)
  }

  @Test func everyFunctionIsKnown() throws {
    for f in ElementaryFunction.allCases {
      for x in [-0.75, 0.3, 2.5] {
        let expected = f.value(at: x)
        #expect(isSameBits(try value(of: "\(f.name)(x)", at: [x]), expected), "\(f.name) at \(x)")
      }
    }
  }

  @Test func wholePowersAreMultiplications() throws {
    // pow(1.1, 13) of the C library may differ in the last bit; integerPower is the convention.
    for n in [-7, -2, -1, 0, 1, 2, 3, 5, 13, 64] {
      let expected = integerPower(1.1, n)
      #expect(try value(of: "x^(\(n))", at: [1.1]) == expected)
      #expect(try value(of: "sum(k, \(n), \(n), x^k)", at: [1.1]) == expected)
    }
    #expect(try value(of: "x^0.5", at: [2]) == realPower(2, 0.5))
    #expect(try value(of: "x^y", at: [2, 3]) == realPower(2, 3))
  }

  @Test(arguments: [
    (["y", "x", "z"], ["x", "y", "z"]),
    (["x10", "x2", "x1"], ["x1", "x2", "x10"]),
    (["b2", "a10", "a9", "B1", "a"], ["B1", "a", "a9", "a10", "b2"]),
    (["x2y10", "x2y9", "x10y1"], ["x2y9", "x2y10", "x10y1"]),
    (["x01", "x1", "x_1", "x"], ["x", "x1", "x01", "x_1"]),
  ])
  func namesComeInNaturalOrder(written: [String], ordered: [String]) throws {
    let formula = try Formula(written.joined(separator: " + "))
    #expect(formula.freeNames == ordered)
    #expect(try formula.program().variables == ordered)
  }

  @Test func variablesCanBeGiven() throws {
    #expect(try value(of: "x - y", at: [1, 5], variables: ["y", "x"]) == 4)
    let unused = try Formula("x^2").program(variables: ["x", "y", "z"])
    #expect(unused.dimension == 3)
    #expect(try Formula("x1 + x3").program(dimension: 4).variables == ["x1", "x2", "x3", "x4"])
    #expect(try Formula("x1 + x3").program().variables == ["x1", "x3"])
    #expect(try Formula("a3*2").program(dimension: 3).variables == ["a1", "a2", "a3"])
    #expect(try Formula("7").program(dimension: 2).variables == ["x1", "x2"])
    // A list is the whole point, whatever its coordinates are called.
    #expect(try value(of: "p[1] - p[2]", at: [7, 5], variables: ["u", "v"]) == 2)
    #expect(try value(of: "x1 + 10*x[2] + n", at: [1, 2, 3]) == 24)
  }

  @Test func compactTextMeansTheSame() throws {
    let formula = try Formula(" x ^ 2\n +\t3 * x*y ")
    #expect(formula.compactText == "x^2+3*x*y")
    #expect(try value(of: formula.compactText, at: [2, 5]) == 34)
  }

  @Test(arguments: [
    "x^2 + 3*x*y - z^2 + 2*z", "exp(-x)/(1 + y^2)^3", "abs(z)*sign(x)", "x^(-0.5) + 1e+20*y",
    "-x^2", "(-y)^3 + x/(y*z)", "log1p(x^2)*sigmoid(y) - softplus(z)",
  ])
  func printedFormulasReadBack(text: String) throws {
    let names = ["x", "y", "z"]
    let program = try Formula(text).program(variables: names)
    let traced = try SymbolicFunction(dimension: 3) { program.value(at: $0) }
    let point = [0.7, 1.3, -0.4]
    let again = try value(of: traced.formula(names: names), at: point, variables: names)
    #expect(isClose(again, program.value(at: point), 1e-15))
    let (_, partials) = dualGradient(at: point) { program.value(at: $0) }
    for (formula, partial) in zip(try traced.gradientFormulas(names: names), partials) {
      #expect(isClose(try value(of: formula, at: point, variables: names), partial, 1e-14))
    }
  }

  @Test func gradientsOfTheHandbookAreTextbookFormulas() throws {
    let program = try Formula("x^2 + 3*x*y - z^2 + 2*z").program()
    let traced = try SymbolicFunction(dimension: 3) { program.value(at: $0) }
    #expect(
      try traced.gradientFormulas(names: program.variables) == ["2*x + 3*y", "3*x", "2 - 2*z"])
    let gradient = try FormulaGradient(program).valueAndGradient(at: [1.0, 2, 3])
    #expect(gradient.gradient == [8, 3, -4])
    #expect(gradient.value == 4)
  }
}
