import GradCore
import GradFormula
import GradNumerics
import GradProblems
import Testing

@Suite struct FormulaProblemTests {
  private func mistake(
    _ text: String, start: [Double]? = nil, minimum: Double? = nil, minimizer: [Double]? = nil,
    domain: [ClosedRange<Double>]? = nil
  ) -> FormulaProblemError? {
    do throws(FormulaProblemError) {
      _ = try ProblemCatalog.formula(
        text: text, start: start, minimum: minimum, minimizer: minimizer, domain: domain)
      return nil
    } catch {
      return error
    }
  }

  @Test func descriptionsBecomeFacts() throws {
    let bowl = try ProblemCatalog.standard.formula(
      FormulaDescription(
        name: "bowl", text: "x^2 + 2 * y^2", start: [4, 3], minimum: 0, minimizer: [0, 0],
        domain: [-5...5]))
    #expect(bowl.label == "bowl")
    #expect(bowl.id == "formula")
    #expect(bowl.dimension == 2)
    #expect(bowl.facts.start == [4, 3])
    #expect(bowl.facts.minimum == .exact(0))
    #expect(bowl.facts.knownPoints.map(\.point) == [[0, 0]])
    #expect(bowl.facts.box == [-5...5, -5...5])
    #expect(bowl.facts.smoothness == .infinite)
    #expect(bowl.objective.scalar.value([4.0, 3].span) == 34)
    #expect(bowl.objective.scalar.gradient == nil)
    #expect(bowl.objective.symbolicGradient != nil)
  }

  @Test func whatDecidesAFormulaEntersItsParameters() throws {
    let problem = try ProblemCatalog.formula(name: "a", text: " y^2 +x ", start: [1, 0.5])
    let lines = problem.values.sorted.map { "\($0.name)=\($0.value)" }
    #expect(lines == ["dimension=2", "formula=y^2+x", "start=1,0.5", "variables=x,y"])
  }

  @Test func theDimensionComesFromThePoints() throws {
    let text = "sum(i, 1, n, x[i]^2)"
    #expect(try ProblemCatalog.formula(text: text, start: [1, 2, 3]).dimension == 3)
    #expect(try ProblemCatalog.formula(text: text, minimizer: [0, 0]).dimension == 2)
    #expect(try ProblemCatalog.formula(text: text, dimension: 4).facts.start == [0, 0, 0, 0])
    #expect(
      mistake(text) == .formula(explanation: FormulaError.dimensionNeeded(list: "x").description))
  }

  @Test func whatIsNotSaidIsTakenFromTheRest() throws {
    let problem = try ProblemCatalog.formula(
      text: "abs(x) + 1", minimizer: [0], domain: [-2...6])
    #expect(problem.facts.start == [2])
    #expect(problem.facts.minimum == .exact(1))
    #expect(problem.facts.smoothness == .kinked)
    #expect(try ProblemCatalog.formula(text: "x").facts.minimum == .unknown)
  }

  @Test func wrongFactsAreRefused() {
    #expect(
      mistake("x^2 + y", start: [1])?.description
        == "start has 1 coordinates, but the formula has 2 variables.")
    #expect(
      mistake("x^2", minimum: 1, minimizer: [0])?.description
        == "minimum is 1, but at the minimizer the formula is 0.")
    #expect(
      mistake("log(x)", minimizer: [0])?.description
        == "minimizer has the value -inf, which is not finite.")
    #expect(
      mistake("x + y", domain: [0...1, 0...1, 0...1])?.description
        == "domain has 3 ranges, but the formula has 2 variables.")
    #expect(
      mistake("x^2", start: [.infinity])?.description.hasPrefix("start must be finite") == true)
    #expect(
      mistake("2x")?.description
        == "column 2: an operator is missing here. For a product write '2*x'.")
  }

  /// A rounded minimizer leaves a gap, which is the minimum's error.
  @Test func roundedMinimizersAreFacts() throws {
    let problem = try ProblemCatalog.formula(
      text: "(x - 2/3)^2", start: [9], minimum: 0, minimizer: [0.6667])
    guard case .attained(0, let error) = problem.facts.minimum else {
      Issue.record("no minimum")
      return
    }
    #expect(error > 1e-9 && error < 2e-9)
  }

  /// The catalog's own text by hand and as a formula: (100·b)·b against 100·b² differs in rounding.
  @Test(arguments: [2, 10, 37])
  func rosenbrockAsAFormulaIsRosenbrock(dimension: Int) throws {
    let entry = try #require(ProblemCatalog.standard["rosenbrock"])
    let compiled = try entry.instance(given: ["dimension": .integer(dimension)])
    let formula = try ProblemCatalog.formula(
      text: "sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)*(x[i+1] - x[i]^2) + (1 - x[i])^2)",
      start: compiled.facts.start)
    let x = compiled.facts.start
    #expect(formula.objective.scalar.value(x.span) == compiled.objective.scalar.value(x.span))
    let lanes = x.map { Lanes($0) }
    #expect(
      formula.objective.lanes.value(lanes.span)[lane: 7]
        == compiled.objective.scalar.value(x.span))
    let oracle = try #require(formula.objective.symbolicGradient).scalar()
    let analytic = try #require(compiled.objective.scalar.gradient)
    var expected = x
    var found = x
    do {
      var view = expected.mutableSpan
      _ = analytic(x.span, &view)
    }
    do {
      var view = found.mutableSpan
      _ = oracle.gradient(x.span, &view)
    }
    // Components reach about 10³; four roundings of terms that size.
    for (a, b) in zip(found, expected) { #expect((a - b).magnitude <= 1e-12) }
  }
}
