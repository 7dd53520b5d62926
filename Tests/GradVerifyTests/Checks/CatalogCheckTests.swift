import GradBackends
import GradCore
import GradProblems
import GradVerify
import Testing

@Suite struct CatalogCheckTests {
  private func failures(of problem: ProblemInstance) -> [String] {
    CatalogCheck(
      problem, backends: BackendCatalog.standard.entries,
      hessian: BackendCatalog.standard.hessian(problem)
    ).results().filter { !$0.passed }.map { "\($0.problem): \($0.check) \($0.detail)" }
  }

  @Test(arguments: ProblemCatalog.standard.entries.map(\.id))
  func everyCatalogEntryHolds(id: String) throws {
    #expect(failures(of: try #require(ProblemCatalog.standard[id]).instance()) == [])
  }

  @Test func everyPlantedFactIsFound() throws {
    let good = try #require(ProblemCatalog.standard["rosenbrock"]).instance()
    func planted(_ change: (inout Facts) -> Void) -> [String] {
      var facts = good.facts
      change(&facts)
      return failures(
        of: ProblemInstance(
          id: good.id, values: good.values, instance: 1,
          configuration: Configuration(id: good.label), facts: facts,
          objective: good.objective))
    }
    #expect(planted { $0.knownPoints[0].objective += 1e-10 }.count == 1)
    #expect(planted { $0.knownPoints[0].kind = .saddle }.count == 1)
    #expect(!planted { $0.knownPoints[0].point[0] += 1e-3 }.isEmpty)
    #expect(planted { $0.minimum = .exact(30) }.count == 1)
    #expect(planted { $0.isConvex = true }.count == 1)
    #expect(planted { $0.lipschitzConstant = 1 }.count == 1)
    // Half a unit below, whatever the minimum's size.
    let deep = try ProblemCatalog.standard.formula(
      FormulaDescription(text: "x^2 - 1000000", minimum: -999_999.5))
    #expect(failures(of: deep).count == 1)
  }

  @Test func rulesOfDifferentiationHoldOnPairs() throws {
    let names = ["rosenbrock", "beale", "himmelblau", "strict-saddle"]
    let problems = try names.map { try #require(ProblemCatalog.standard[$0]).instance() }
    for (first, second) in zip(problems, problems.dropFirst()) {
      let results = RuleCheck(first, second).results()
      #expect(results.map(\.check) == ["linearity", "product rule", "chain rule"])
      for one in results { #expect(one.passed, "\(one.problem) \(one.check) \(one.measured)") }
    }
  }
}
