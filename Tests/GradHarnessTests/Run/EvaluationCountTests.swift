import GradBackends
import GradCore
import GradOptimizers
import GradResults
import Testing

@testable import GradHarness

/// What a record says was evaluated is what the problem saw.
@Suite struct EvaluationCountTests {
  /// Runs one trial and returns its record and what was asked of the problem meanwhile.
  static func run(
    _ optimizer: OptimizerDescription, backend: String, budget: String,
    hyperparameters: String = #""learningRate": 0.1"#
  ) throws -> (record: TrialRecord, hits: [TargetHit], seen: CountedBowl.Seen) {
    let seen = CountedBowl.Seen()
    let catalogs = Catalogs(
      problems: ProblemCatalog([ProblemDescription(only: CountedBowl(seen: seen).instance)]),
      optimizers: OptimizerCatalog([optimizer]), backends: .standard)
    let text = suite(
      problems: #"["counted"]"#,
      optimizers: #"[{"id": "\#(optimizer.id)", \#(hyperparameters)}]"#,
      #""backends": ["\#(backend)"]"#,
      rest: #""budget": {\#(budget)}, "targets": [0.1, 1e-3]"#)
    let plan = try SuiteLoader(catalogs: catalogs).load(bytes: Array(text.utf8), name: "t.json")
    seen.forget()
    let results = Runner(
      plan: plan, backends: .standard, options: Runner.Options(jobs: 1, trace: .none),
      stopFlag: StopFlag()
    ).run()
    return (try #require(results.records.first ?? nil), Array(results.hits(of: 0)), seen)
  }

  static let descent = OptimizerDescription(GradientDescent.self)

  @Test func gradientsByHandAreCountedOneByOne() throws {
    let (record, hits, seen) = try Self.run(
      Self.descent, backend: "analytic", budget: #""iterations": 500"#)
    #expect(record.outcome == .targetHit)
    #expect(record.gradientEvaluations == seen[.gradient])
    #expect(record.gradientEvaluations == record.iterations + 1)
    #expect(record.objectiveEvaluations == 0)
    #expect(seen[.value] == 0)
    #expect(record.monitorEvaluations == 0)
    #expect(record.cost == record.gradientEvaluations)
    #expect(hits.map(\.cost) == hits.map { Int($0.iteration) + 1 })
  }

  @Test func stencilPointsAreCountedAndTheJudgesGradientsApart() throws {
    let (record, hits, seen) = try Self.run(
      Self.descent, backend: "central-difference", budget: #""iterations": 500"#)
    #expect(record.outcome == .targetHit)
    // Each difference also reads f(x), for the harness.
    #expect(record.objectiveEvaluations == seen[.value] - record.gradientEvaluations)
    #expect(record.objectiveEvaluations == 4 * record.gradientEvaluations)
    #expect(record.monitorEvaluations == seen[.gradient])
    #expect(record.cost == record.objectiveEvaluations)
    #expect(hits.map(\.cost) == hits.map { 4 * (Int($0.iteration) + 1) })
  }

  @Test func gradientsByDualsAreCountedOneByOne() throws {
    let (record, _, seen) = try Self.run(
      Self.descent, backend: "dual", budget: #""iterations": 500"#)
    #expect(record.outcome == .targetHit)
    #expect(record.gradientEvaluations == seen[.dualValue])
    #expect(record.objectiveEvaluations == 0)
    #expect(seen[.value] == 0)
    #expect(record.cost == record.gradientEvaluations)
  }

  @Test(arguments: [("analytic", 7, 7), ("analytic", 1, 1), ("central-difference", 31, 28)])
  func costThatABudgetDoesNotPayForIsNotAsked(backend: String, budget: Int, cost: Int) throws {
    let (record, _, seen) = try Self.run(
      Self.descent, backend: backend, budget: #""cost": \#(budget)"#)
    #expect(record.outcome == .budgetSpent)
    #expect(record.cost == cost)
    let asked =
      backend == "analytic" ? seen[.gradient] : seen[.value] - record.gradientEvaluations
    #expect(asked == cost)
  }
}
