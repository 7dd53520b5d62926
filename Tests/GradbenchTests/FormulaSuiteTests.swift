import GradBackends
import GradCore
import GradHarness
import GradOptimizers
import GradProblems
import GradResults
import Testing

/// Formulas as problems of a suite.
@Suite struct FormulaSuiteTests {
  private func load(_ problems: String) throws -> Plan {
    let catalogs = Catalogs(problems: .standard, optimizers: .standard, backends: .standard)
    let text = """
      {"name": "formulas", "sweeps": [{"problems": [\(problems)],
       "optimizers": ["gradient-descent"], "learningRates": 0.2,
       "backends": ["analytic", "symbolic", "dual", "reverse", "complex-step"]}],
       "budget": {"iterations": 200}}
      """
    return try SuiteLoader(catalogs: catalogs).load(bytes: Array(text.utf8), name: "f.json")
  }

  @Test func formulaRunsOnEveryBackendButAnalytic() throws {
    let plan = try load(
      #"{"name": "bowl", "formula": "x^2 + 2*y^2", "start": [4, 3], "minimizer": [0, 0], "minimum": 0}"#
    )
    #expect(
      plan.cells.map(\.described.backend.text) == ["symbolic", "dual", "reverse", "complex-step"])
    #expect(plan.leftOut.map(\.with) == ["backend analytic"])
    let results = Runner(
      plan: plan, backends: .standard, options: .init(jobs: 1), stopFlag: StopFlag()
    ).run()
    for record in results.records {
      // 0.6²ᵏ · 16 and 0.2²ᵏ · 18 together fall to 1e-8 of 34 first at k = 18.
      #expect(record?.outcome == .targetHit)
      #expect(record?.iterations == 18)
    }
  }

  @Test func expectationsMayNameAFormula() throws {
    let text = #"""
      {"name": "f", "sweeps": [{"problems": [{"name": "bowl", "formula": "x^2", "start": [1]}],
        "optimizers": ["adam"]}], "expectations": [{"problem": "NAME", "outcome": "targetHit"}]}
      """#
    let catalogs = Catalogs(problems: .standard, optimizers: .standard, backends: .standard)
    func load(_ name: String) throws -> Plan {
      try SuiteLoader(catalogs: catalogs).load(
        bytes: Array(text.replacing("NAME", with: name).utf8), name: "f.json")
    }
    #expect(try load("bowl").cells.count == 1)
    let error = #expect(throws: SuiteError.self) { try load("bowel") }
    #expect("\(try #require(error))".contains("unknown problem 'bowel'. Did you mean 'bowl'?"))
  }

  /// At a minimizer every share of the initial gap is 0.
  @Test func startAtTheMinimumHasNoShareOfTheGap() throws {
    let plan = try load(#"{"name": "a", "formula": "x^2 + y^2", "minimum": 0}"#)
    #expect(plan.cells.allSatisfy { $0.described.problem.facts.scale == nil })
    #expect(plan.leftOut.contains { $0.reason == "its standard start is a minimizer" })
  }

  @Test func nameDecidesNothingButTheText() throws {
    let first = try load(#"{"name": "a", "formula": "x^2 + y^2", "start": [1, 1]}"#)
    let second = try load(#"{"name": "b", "formula": " x^2+y^2 ", "start": [1, 1]}"#)
    let other = try load(#"{"name": "a", "formula": "x^2 + 2*y^2", "start": [1, 1]}"#)
    #expect(first.trials.map(\.id) == second.trials.map(\.id))
    #expect(first.trials.map(\.id) != other.trials.map(\.id))
    #expect(first.cells[0].described.problem.label == "a")
  }

  @Test(arguments: [
    (
      #"{"name": "a", "formula": "x^2 + 1", "start": [1], "minimum": 5}"#,
      ".minimum must be the least value, but is 5, and at the start the formula is 2."
    ),
    (
      #"{"name": "a", "formula": "x^2", "minimum": 0}, {"name": "b", "formula": "x^2", "minimum": -1}"#,
      ".name must be another formula or start than 'a', whose trials would be the same."
    ),
    (#"{"name": "a", "formula": "x^2 + "}"#, "1:72: sweeps[0].problems[0].formula: column 7"),
    (#"{"name": "a", "formula": "2x"}"#, ".formula: column 2: an operator is missing"),
    (#"{"name": "A b", "formula": "x"}"#, ".name must be"),
    (#"{"name": "sphere", "formula": "x"}"#, ".name must be"),
    (#"{"name": "a", "formula": "x + y", "start": [1]}"#, ".start "),
    (#"{"name": "a", "formula": "x", "start": "o"}"#, ".start must be a list of numbers"),
    (#"{"name": "a", "formula": "x^2", "minimizer": [1], "minimum": 0}"#, ".minimum "),
    (#"{"name": "a", "formula": "x^2", "domain": [5, -5]}"#, ".domain must be a range"),
    (#"{"formula": "x^2"}"#, "needs 'name'"),
    (
      #"{"name": "a", "formula": "x^2"}, {"name": "a", "formula": "x^4"}"#,
      "problems[1].name must be a name of its own"
    ),
  ])
  func mistakesNameTheirKey(problem: String, message: String) throws {
    let error = #expect(throws: SuiteError.self) { try load(problem) }
    guard case .mistakes(let mistakes)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let text = mistakes.mistakes.first.map { "\($0)" } ?? ""
    #expect(text.contains(message), "\(text)")
  }
}
