import GradCore
import GradFormula
import GradNumerics
import GradSymbolic
import GradTestSupport
import Testing

@testable import GradBackends

/// All exact backends on 1,100 generated expressions, nested to depth 8, of all functions.
///
/// The first 1,100 expressions that are defined somewhere, of which a tenth may prove nothing: of 40
/// points, one has a finite value and gradient by dual numbers. There rounding decides whether a comparison means anything, so the same
/// derivatives are computed three times with one more rounding error in every operation (``Shaken``):
/// only where that moves no component by more than a tenth of the tolerance, relative to the largest
/// component, are backends compared, and then within the tolerance. What is left out is counted, as is
/// √(y − y): for duals its argument does not vary, for the others its derivative is 0 · ∞.
@Suite struct ThousandExpressionsTests {
  static let count = 1_100
  static let dimension = 3
  static let gradientTolerance = 1e-12
  static let hessianTolerance = 1e-11

  struct Case {
    let expression: RandomExpression
    let problem: ProblemInstance
    let x: [Double]
    let value: Double
    let gradient: [Double]
  }

  static let mixed = cases(from: 0)
  static let smooth = cases(from: 0, isSmooth: true)

  /// Where the largest component leaves this range, products on the way to it under- or overflow, and
  /// the complex step's h f′ does.
  static func isInRange(_ components: [Double]) -> Bool {
    let scale = BackendAgreementTests.largest(components)
    return scale == 0 || scale > 1e-100 && scale < 1e100
  }

  /// The cases, and how many expressions were drawn that are defined at none of their points.
  static func cases(
    from firstSeed: UInt64, isSmooth: Bool = false
  ) -> (cases: [Case], undefined: Int) {
    var cases: [Case] = []
    var undefined = 0
    var seed = firstSeed
    while cases.count < count {
      var random = SplitMix(seed: seed)
      seed += 1
      let expression = RandomExpression.make(
        &random, depth: 8, dimension: dimension, isSmooth: isSmooth)
      guard expression.depth == 8 else { continue }
      let problem = RandomExpressionTests.Generated(expression: expression).instance
      var found: Case?
      for _ in 0..<40 where found == nil {
        let x = (0..<dimension).map { _ in random.uniform(2) }
        let value: Double = expression.value(at: x.span)
        guard value.isFinite else { continue }
        let result = expression.value(at: seeded(x).span)
        let gradient = (0..<dimension).map { result.partials[$0] }
        guard gradient.allSatisfy(\.isFinite) else { continue }
        found = Case(
          expression: expression, problem: problem, x: x, value: value, gradient: gradient)
      }
      if let found { cases.append(found) } else { undefined += 1 }
    }
    return (cases, undefined)
  }

  static func seeded(_ x: [Double]) -> [Dual8] {
    x.enumerated().map { i, value in
      var direction = SIMD8<Double>.zero
      direction[i] = 1
      return Dual8(value: value, partials: direction)
    }
  }

  /// Of a gradient or a Hessian the largest error, relative to the largest component.
  static func error(_ found: [Double], _ expected: [Double]) -> Double {
    let scale = BackendAgreementTests.largest(expected)
    let error = BackendAgreementTests.error(found, expected)
    return error == 0 ? 0 : error / scale
  }

  /// The most that extra rounding moves, relative to the largest component.
  static func noise(
    _ expected: [Double], _ evaluate: ([Shaken]) -> [Double], at x: [Double]
  ) -> Double {
    let point = seeded(x).map { Shaken(exact: $0) }
    return Shaken.seeds.reduce(0) { worst, seed in
      let moved = Shaken.$seed.withValue(seed) { evaluate(point) }
      let error = error(moved, expected)
      return error.isNaN ? .infinity : max(worst, error)
    }
  }

  /// Once with all functions, once with the smooth ones alone, which the complex step can serve: of
  /// the former few have no kink.
  @Test(arguments: [false, true])
  func gradientsAgree(isSmooth: Bool) throws {
    let (cases, undefined) = isSmooth ? Self.smooth : Self.mixed
    var varying = 0
    var compared: [String: Int] = [:]
    var undecided = 0
    for one in cases {
      let noise = Self.noise(
        [one.value] + one.gradient,
        { point in
          let result = one.expression.value(at: point.span).dual
          return [result.value] + (0..<Self.dimension).map { result.partials[$0] }
        }, at: one.x)
      let gradientNoise = Self.noise(
        one.gradient,
        { point in
          let result = one.expression.value(at: point.span).dual
          return (0..<Self.dimension).map { result.partials[$0] }
        }, at: one.x)
      guard max(noise, gradientNoise) <= 0.1 * Self.gradientTolerance,
        Self.isInRange(one.gradient)
      else { continue }
      if one.gradient.contains(where: { $0 != 0 }) { varying += 1 }
      for backend in [BackendDescription.symbolic, .reverse, .complexStep] {
        guard let oracle = try? backend.prepare(one.problem).scalar() else {
          #expect(
            backend.id == "complex-step" && !isSmooth,
            "\(backend.id) refuses \(one.expression.formula)")
          continue
        }
        let (_, gradient) = BackendAgreementTests.gradient(oracle, one.x)
        if gradient.contains(where: \.isNaN) {
          undecided += 1
          continue
        }
        let error = Self.error(gradient, one.gradient)
        #expect(
          error <= Self.gradientTolerance,
          "\(backend.id): \(error) of \(one.expression.formula) at \(one.x)")
        compared[backend.id, default: 0] += 1
      }
    }
    #expect(
      compared["reverse", default: 0] >= 900 && compared["symbolic", default: 0] >= 900,
      "\(compared)")
    #expect(compared["complex-step", default: 0] >= (isSmooth ? 900 : 10))
    #expect(undecided < 3 * Self.count / 50, "\(undecided)")
    // Off the domains of asin, acos, log and √ there is nothing to compare.
    #expect(varying >= 500 && undefined < 2 * Self.count, "\(varying), \(undefined)")
  }

  @Test func hessiansAgree() throws {
    let cases = Self.mixed.cases
    var (compared, spoiled) = (0, 0)
    for one in cases {
      let symbolic = try #require(Hessian.symbolic(of: one.problem))
      let reverse = try #require(Hessian.dualOverReverse(of: one.problem))
      guard let expected = symbolic(one.x)?.elements, expected.allSatisfy(\.isFinite) else {
        continue
      }
      let program = try Formula(one.expression.formula).program(variables: ["x1", "x2", "x3"])
      let loops = try FormulaGradient(program)
      let noise = Self.noise(expected, { Self.hessian(loops, at: $0) }, at: one.x)
      guard noise <= 0.1 * Self.hessianTolerance, Self.isInRange(expected) else { continue }
      let found = try #require(reverse(one.x)?.elements)
      // Of a tanh so far out that cosh² overflows, duals make the slope's slope 0 · ∞.
      guard found.allSatisfy(\.isFinite) else {
        spoiled += 1
        continue
      }
      compared += 1
      let error = Self.error(found, expected)
      #expect(
        error <= Self.hessianTolerance,
        "\(found) for \(expected) of \(one.expression.formula) at \(one.x)")
    }
    #expect(compared >= 900 && spoiled <= 5, "\(spoiled) of \(compared)")
  }

  /// Derivatives of a formula's gradient, row by row.
  static func hessian(_ loops: FormulaGradient, at point: [Shaken]) -> [Double] {
    let workspace = FormulaWorkspace<Shaken>(loops)
    var gradient = [Shaken](repeating: 0, count: point.count)
    var view = gradient.mutableSpan
    _ = loops.run(at: point.span, into: &view, workspace: workspace)
    return gradient.flatMap { row in (0..<point.count).map { row.dual.partials[$0] } }
  }

  /// Simplification, and printing with reading, change a value by no more than rounding.
  @Test func simplifiedAndPrintedFormsHaveTheValue() throws {
    let cases = Self.mixed.cases
    var (compared, printed) = (0, 0)
    for one in cases {
      let noise = Self.noise(
        [one.value], { [one.expression.value(at: $0.span).dual.value] }, at: one.x)
      guard noise <= 0.1 * Self.gradientTolerance else { continue }
      let traced = try SymbolicFunction(dimension: Self.dimension) {
        one.expression.value(at: $0)
      }
      let simplified = traced.valueProgram()
      var workspace = ProgramWorkspace<Double>(simplified)
      var outputs = [0.0]
      var view = outputs.mutableSpan
      simplified.run(one.x.span, into: &view, workspace: &workspace)
      compared += 1
      #expect(
        Self.error(outputs, [one.value]) <= Self.gradientTolerance,
        "simplified: \(one.expression.formula) at \(one.x)")
      let text = traced.formula(lengthLimit: 100_000)
      guard !text.contains("…") else { continue }
      let program = try Formula(text).program(variables: ["x1", "x2", "x3"])
      printed += 1
      let value: Double = program.value(at: one.x.span)
      #expect(
        Self.error([value], [one.value]) <= Self.gradientTolerance, "printed: \(text) at \(one.x)")
    }
    #expect(compared >= 900 && printed >= 900)
  }
}
