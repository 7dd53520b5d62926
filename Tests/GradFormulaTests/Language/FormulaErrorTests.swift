import GradFormula
import GradSymbolic
import Testing

@Suite struct FormulaErrorTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var variables: [String]?
    var dimension: Int?

    init(_ text: String, _ message: String, _ variables: [String]? = nil, n dimension: Int? = nil) {
      self.text = text
      self.message = message
      self.variables = variables
      self.dimension = dimension
    }

    var testDescription: String { text.isEmpty ? "(empty)" : text }
  }

  @Test(arguments: [
    Case("", "the formula is empty. Write one such as 'x^2 + 3*x*y'."),
    Case(" \n ", "the formula is empty. Write one such as 'x^2 + 3*x*y'."),
    Case("2x", "column 2: an operator is missing here. For a product write '2*x'."),
    Case("2e", "column 2: an operator is missing here. For a product write '2*e'."),
    Case("x y", "column 3: an operator is missing here. For a product write 'x*y'."),
    Case("x 2", "column 3: an operator is missing here. For a product write 'x*2'."),
    Case("(x)(y)", "column 4: an operator is missing here. For a product write ')*('."),
    Case("2(x)", "column 2: an operator is missing here. For a product write '2*('."),
    Case("pi(x)", "column 3: an operator is missing here. For a product write 'pi*('."),
    Case("x(y + 1)", "column 1: unknown function 'x'. For a product write 'x*('."),
    Case(
      "x**2",
      "column 3: found '*' where a number, a name or '(' is expected. "
        + "Write '^' for a power: x^2."),
    Case(
      "x +", "column 4: found the end of the formula where a number, a name or '(' is expected."),
    Case("* x", "column 1: found '*' where a number, a name or '(' is expected."),
    Case("(x + 1", "column 7: found the end of the formula where an operator or ')' is expected."),
    Case("x + 1)", "column 6: found ')' where an operator or the end is expected."),
    Case("()", "column 2: found ')' where a number, a name or '(' is expected."),
    Case(
      "1,5*x",
      "column 2: found ',' where an operator or the end is expected. "
        + "Write '.' for the decimal point."),
    Case("1.", "column 1: '1.' needs a digit behind the point, as in 5.0."),
    Case(".", "column 1: '.' needs a digit behind the point, as in 0.5."),
    Case("01", "column 1: '01' begins with 0 and another digit. Write it without the 0."),
    Case("x + 1e999", "column 5: '1e999' is too large for a number; the greatest is 1.8e308."),
    Case("sine(x)", "column 1: unknown function 'sine'. Did you mean 'sin'?"),
    Case("ln(x)", "column 1: unknown function 'ln'. Write 'log' for the natural logarithm."),
    Case("log10(x)", "column 1: unknown function 'log10'. Write log(x)/log(10)."),
    Case("arctan(x)", "column 1: unknown function 'arctan'. Write 'atan'."),
    Case("pow(x, 2)", "column 1: unknown function 'pow'. Write '^': x^2."),
    Case("sin x", "column 1: the function sin needs its arguments in parentheses: sin(x)."),
    Case("sin()", "column 1: sin takes 1 argument, but 0 are given: sin(x)."),
    Case("2 + sin(x, y)", "column 5: sin takes 1 argument, but 2 are given: sin(x)."),
    Case("max(x)", "column 1: max takes 2 arguments or more, but 1 is given: max(x, y)."),
    Case("sum(i, 1, x)", "column 1: sum takes 4 arguments, but 3 are given: sum(i, 1, n, x[i]^2)."),
    Case(
      "sum(i, 1, 2, x, y)",
      "column 15: found ',' where ')' is expected. "
        + "sum takes 4 arguments: sum(i, 1, n, x[i]^2)."),
    Case("sum(1, 2, 3, x)", "column 5: found '1' where the name of an index is expected."),
    Case("sum(n, 1, 2, x)", "column 5: 'n' is the dimension. Choose another name."),
    Case("sum(e, 1, 2, x)", "column 5: 'e' is a constant. Choose another name."),
    Case(
      "sum(i, 1, 2, sum(i, 1, 2, x))",
      "column 18: 'i' is the index of a loop around. Choose another name."),
    Case(
      "x = 2",
      "column 3: '=' cannot stand in a formula. "
        + "A formula is what stands right of the '='."),
    Case("x · y", "column 3: '·' cannot stand in a formula. Write '*' for a product."),
    Case("x² + 1", "column 2: '²' cannot stand in a formula. Write '^2' for a power."),
    Case("2*π", "column 3: 'π' cannot stand in a formula. Write 'pi'."),
    Case(
      "α + 1",
      "column 1: 'α' cannot stand in a formula. "
        + "Names have the letters a-z, digits and _."),
    Case("x + \u{7}", "column 5: '\\u{7}' cannot stand in a formula."),
    Case("x +\n  2y", "line 2, column 4: an operator is missing here. For a product write '2*y'."),
    Case(
      "x +\r\n\r\n  2y",
      "line 3, column 4: an operator is missing here. For a product write '2*y'."),
    Case("x^1e10", "column 3: a whole exponent must be within ±2147483647."),
    Case("alpha + bete", "column 9: unknown name 'bete'. Did you mean 'beta'?", ["alpha", "beta"]),
    Case("x + y", "column 5: unknown name 'y'. The variables are x, z.", ["x", "z"]),
    Case("x", "variable 'n' is the dimension. Choose another name.", ["n"]),
    Case(
      "x", "variable 'x y' is no name: names have letters, digits and _, a digit not first.",
      ["x y"]),
    Case("x", "variable 'x' is named twice.", ["x", "x"]),
    Case("x", "the dimension must be from 1 to 1000000, but is 0.", n: 0),
    Case(
      "x + y",
      "the formula has 2 variables (x, y), but the dimension is 3. "
        + "Name all variables, or leave the dimension out.", n: 3),
    Case("7", "the formula has no variables. Name some, or give the dimension."),
    Case("x[1]", "the formula has indexed variables x[…], so the dimension must be given."),
    Case("x[4]^2", "column 1: x[4] does not exist: there are x[1] … x[3].", n: 3),
    Case("x[0]", "column 1: x[0] does not exist: there are x[1] … x[3].", n: 3),
    Case(
      "sum(i, 1, n, x[i+1])", "column 14: x[4] (at i = 3) does not exist: there are x[1] … x[3].",
      n: 3),
    Case(
      "sum(i, 1, n, x[2*i-1] + x[n-i])",
      "column 14: x[5] (at i = 3) does not exist: there are x[1] … x[3].", n: 3),
    Case(
      "sum(i, 1, n, sum(j, i, n, x[j-i]))",
      "column 27: x[0] (at i = 1, j = 1) does not exist: there are x[1] … x[3].", n: 3),
    Case(
      "x[1] + y",
      "column 8: 'y' stands beside x[…]. With indexed variables all are x1, x2, … "
        + "or x[1], x[2], …", n: 3),
    Case(
      "x[1] + y[2]",
      "column 8: 'y' stands beside x[…]. With indexed variables all are x1, "
        + "x2, … or x[1], x[2], …", n: 3),
    Case(
      "x[1.5]",
      "column 3: an index must be a whole number made of n and loop indices, "
        + "such as 2*i - 1, but is 1.5.", n: 3),
    Case(
      "x[x[1]]",
      "column 3: an index must be a whole number made of n and loop indices, "
        + "such as 2*i - 1, but is something else.", n: 3),
    Case(
      "sum(i, 1, x1, x[i])",
      "column 11: the last index must be a whole number made of n and "
        + "loop indices, such as 2*i - 1, but is something else.", n: 3),
    Case(
      "sum(i, 1, n/2, x[i])",
      "column 12: the last index must be a whole number made of n and "
        + "loop indices, such as 2*i - 1, but is 1.5.", n: 3),
    Case("x[1e300]", "column 3: indices and bounds must be within ±9007199254740992.", n: 3),
    Case("pi[1]", "column 1: 'pi' is a constant and has no elements. Choose another name."),
    Case(
      "x[1] + 1",
      "column 1: 'x' is one of the variables and has no elements. "
        + "Choose another name.", ["x", "y"]),
    Case(
      "sum(i, 1, 10^9, x)",
      "column 1: an evaluation would take more than 10000000 terms. "
        + "Make the ranges of its sums smaller."),
  ])
  func messagesSayWhereAndWhatToWrite(_ example: Case) {
    let error = formulaError(
      example.text, variables: example.variables, dimension: example.dimension)
    #expect(error?.description == example.message)
  }

  @Test func bytesThatAreNotTextAreRefused() {
    for (bytes, column) in [([0x78, 0x2B, 0xFF], 3), ([0x78, 0xE2, 0x88], 2), ([0xC0, 0x80], 1)] {
      #expect(
        throws: FormulaError.notUTF8(
          at: FormulaPosition(line: 1, column: column, offset: column - 1))
      ) { try Formula(utf8: bytes.map { UInt8($0) }) }
    }
  }

  /// Nothing here may trap or take long; sizes are those that a debug build reads in a moment.
  @Test func hostileTextsAreErrors() throws {
    let depth = FormulaLimits.depth
    func column(_ text: String) -> Int? {
      guard case .tooDeep(_, let at)? = formulaError(text) else { return nil }
      return at.column
    }
    #expect(column(String(repeating: "(", count: 100_000) + "x") == depth + 1)
    #expect(column(String(repeating: "-", count: 1_000_000) + "x") == depth + 1)
    #expect(column(String(repeating: "x^", count: 100_000) + "x") == 2 * depth + 2)
    #expect(column(String(repeating: "abs(", count: 50_000)) == 4 * depth + 4)
    #expect(column(String(repeating: "x[", count: 50_000)) == 2 * depth + 2)
    #expect(
      formulaError(
        String(repeating: "(", count: depth) + "x"
          + String(repeating: ")", count: depth)) == nil)
    #expect(
      formulaError(String(repeating: "x", count: 1 << 20) + "y")
        == .tooLong(bytes: (1 << 20) + 1, limit: 1 << 20))
    #expect(formulaError(String(repeating: "9", count: 100_000))?.position?.column == 1)
    #expect(formulaError("sum(i, 1, 100000, sum(j, 1, 100000, i*j*x))")?.position?.column == 1)
    #expect(formulaError("sum(i, 1, 9e15*9e15, x)")?.position?.column == 15)
    #expect(formulaError("sum(i, 9e15, 9e15, sum(j, 9e15*i, i, x))")?.position != nil)
    #expect(formulaError("sum(i, -9e15, 9e15, x)")?.position?.column == 1)
  }

  @Test func flatSumsMayHaveAnyLength() throws {
    let text = String(repeating: "x*y - ", count: 20_000) + "1"
    #expect(try value(of: text, at: [2, 3]) == 6 - 19_999 * 6 - 1)
  }

  @Test func unrollingStopsAtTheNodeLimit() throws {
    let program = try Formula("sum(i, 1, 300000, x^2/i)").program()
    #expect(throws: SymbolicError.tooManyNodes(limit: 200_000)) {
      try SymbolicFunction(dimension: 1) { program.value(at: $0) }
    }
  }
}
