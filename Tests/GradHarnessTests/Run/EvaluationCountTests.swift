import GradBackends
import GradCore
import GradOptimizers
import GradResults
import GradTestSupport
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
      optimizers: "[{"
        + [#""id": "\#(optimizer.id)""#, hyperparameters].filter { !$0.isEmpty }
        .joined(separator: ", ") + "}]",
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

/// The same of methods that ask several times an iteration.
@Suite struct SearchCountTests {
  static let twoSteps = OptimizerDescription(TwoSteps.self)

  @Test func twoValuesAndAGradientAnIterationAreCounted() throws {
    let (record, _, seen) = try EvaluationCountTests.run(
      Self.twoSteps, backend: "analytic", budget: #""iterations": 3"#,
      hyperparameters: #""learningRate": 0.01"#)
    #expect(record.outcome == .budgetSpent)
    #expect(record.iterations == 3)
    // The look at iterate 3 is by the gradient there, the fourth.
    #expect(record.gradientEvaluations == 4)
    #expect(record.objectiveEvaluations == 6)
    #expect(record.gradientEvaluations == seen[.gradient])
    #expect(record.objectiveEvaluations == seen[.value])
    #expect(record.monitorEvaluations == 0)
    #expect(record.cost == 10)
  }

  @Test func stencilPointsCostAndValuesCostOne() throws {
    let (record, _, seen) = try EvaluationCountTests.run(
      Self.twoSteps, backend: "central-difference", budget: #""iterations": 3"#,
      hyperparameters: #""learningRate": 0.01"#)
    #expect(record.gradientEvaluations == 4)
    #expect(record.objectiveEvaluations == 4 * 4 + 6)
    #expect(record.cost == record.objectiveEvaluations)
    // Each difference also reads f(x), for the harness, which judges by the gradient by hand.
    #expect(record.objectiveEvaluations == seen[.value] - record.gradientEvaluations)
    #expect(record.monitorEvaluations == seen[.gradient])
    #expect(record.monitorEvaluations == 4)
  }

  @Test func productsAreCountedAndAreNotInTheCost() throws {
    let (record, _, seen) = try EvaluationCountTests.run(
      OptimizerDescription(CurvatureDescent.self), backend: "analytic",
      budget: #""iterations": 500"#, hyperparameters: "")
    #expect(record.outcome == .targetHit)
    #expect(record.gradientEvaluations == seen[.gradient])
    #expect(record.gradientEvaluations == record.iterations + 1)
    #expect(record.hessianProductEvaluations == record.iterations)
    #expect(record.hessianEvaluations == 0)
    #expect(record.cost == record.gradientEvaluations)
  }

  /// What costs more than is left is not asked for: 9 pays for three whole iterations of 3, 8 for the
  /// first of the two values of the third, 7 for none of them.
  @Test(arguments: [(9, 3, 6), (8, 3, 5), (7, 3, 4), (6, 2, 4), (1, 1, 0)])
  func budgetEndsTheTrialInsideAnIteration(budget: Int, gradients: Int, values: Int) throws {
    let (record, _, seen) = try EvaluationCountTests.run(
      Self.twoSteps, backend: "analytic", budget: #""cost": \#(budget)"#,
      hyperparameters: #""learningRate": 0.01"#)
    #expect(record.outcome == .budgetSpent)
    #expect(record.cost == budget)
    #expect(record.gradientEvaluations == gradients)
    #expect(record.objectiveEvaluations == values)
    #expect(record.objectiveEvaluations == seen[.value])
    // Where an iterate was reached whose gradient is not paid for, the harness judges it.
    let judged = budget % 3 == 0 ? 1 : 0
    #expect(record.monitorEvaluations == judged)
    #expect(record.gradientEvaluations + judged == seen[.gradient])
  }
}
