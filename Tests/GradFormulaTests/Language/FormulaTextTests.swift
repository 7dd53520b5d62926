import GradFormula
import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

extension RandomExpression {
  /// As the formula has it: real exponents get 0·x₁ added.
  var matched: RandomExpression {
    switch self {
    case .variable, .constant: self
    case .select(let a, let b, let x, let y):
      .select(a.matched, b.matched, x.matched, y.matched)
    case .binary(6, let a, let b):
      .binary(6, a.matched, .binary(0, b.matched, .binary(2, .constant(0), .variable(0))))
    case .binary(let operation, let a, let b): .binary(operation, a.matched, b.matched)
    case .function(let f, let a): .function(f, a.matched)
    case .negate(let a): .negate(a.matched)
    case .integerPower(let a, let n): .integerPower(a.matched, n)
    }
  }
}

@Suite struct FormulaTextTests {
  static let dimension = 3

  /// Generated expressions, nested to depth 8.
  static func expressions(_ count: Int) -> [(expression: RandomExpression, text: String)] {
    var random = SplitMix(seed: 2026)
    var found: [(RandomExpression, String)] = []
    while found.count < count {
      let depth = 2 + found.count % 7
      let expression = RandomExpression.make(&random, depth: depth, dimension: dimension).matched
      found.append((expression, expression.formula))
    }
    return found
  }

  @Test func parsedTextsHaveTheValuesOfTheirExpressions() throws {
    var random = SplitMix(seed: 7)
    var finite = 0
    for (expression, text) in Self.expressions(1_000) {
      let program = try Formula(text).program(variables: ["x1", "x2", "x3"])
      let x = (0..<Self.dimension).map { _ in random.uniform(2) }
      let expected: Double = expression.value(at: x.span)
      #expect(isSameBits(program.value(at: x), expected), "\(text) at \(x)")
      let lanes = program.value(at: x.map { Lanes($0) })
      #expect(isSameBits(lanes[lane: 5], expected), "\(text) at \(x)")
      if expected.isFinite { finite += 1 }
    }
    // The test must not live on NaN.
    #expect(finite > 500)
  }

  /// Where all three are finite and a step of a few units in the last place moves the gradient by
  /// less than the tolerance: elsewhere rounding, not the backends, decides.
  @Test func gradientsAgreeWhereConditioningIsFair() throws {
    var random = SplitMix(seed: 8)
    var compared = 0
    for (expression, text) in Self.expressions(1_000) {
      let program = try Formula(text).program(variables: ["x1", "x2", "x3"])
      let x = (0..<Self.dimension).map { _ in random.uniform(2) }
      let dual = dualGradient(at: x) { expression.value(at: $0) }
      let moved = x.map { $0 * (1 + 4 * Double.ulpOfOne) }
      let near = dualGradient(at: moved) { expression.value(at: $0) }
      let scale = dual.partials.map(\.magnitude).max() ?? 0
      guard dual.value.isFinite, dual.partials.allSatisfy(\.isFinite), scale < 1e100,
        zip(dual.partials, near.partials).allSatisfy({ isClose($0, $1, 1e-13, scale: scale) })
      else { continue }
      compared += 1
      let loop = try FormulaGradient(program).valueAndGradient(at: x)
      let unrolled = try SymbolicFunction(dimension: Self.dimension) { program.value(at: $0) }
        .gradientProgram().outputs(at: x)
      #expect(isClose(loop.value, dual.value, 1e-12), "\(text) at \(x)")
      for i in x.indices {
        #expect(isClose(loop.gradient[i], dual.partials[i], 1e-12, scale: scale), "\(text) at \(x)")
        #expect(
          isClose(unrolled[i + 1], dual.partials[i], 1e-12, scale: scale), "\(text) at \(x)")
      }
    }
    #expect(compared > 400)
  }
}
