import GradBackends
import GradCore
import GradOptimizers
import GradProblems
import GradResults
import GradTestSupport
import Testing

@testable import GradHarness

/// Searching methods in suites: what they are planned with, and how they run.
@Suite struct SearchRunTests {
  static let catalogs = Catalogs(
    problems: .standard,
    optimizers: OptimizerCatalog([
      OptimizerDescription(TwoSteps.self), OptimizerDescription(CurvatureDescent.self),
      OptimizerDescription(GradientDescent.self),
    ]), backends: .standard)

  static func plan(_ text: String, _ catalogs: Catalogs = catalogs) throws -> Plan {
    try SuiteLoader(catalogs: catalogs).load(bytes: Array(text.utf8), name: "t.json")
  }

  @Test func trialsAreTheSameWithLanesAndWithout() throws {
    let plan = try Self.plan(
      suite(
        problems: #"["rosenbrock", "sphere"]"#,
        optimizers: #"["two-steps", "gradient-descent"]"#,
        #""learningRates": [1e-4, 1e-3], "starts": {"around": 0.1}, "seeds": 9"#,
        rest: #""budget": {"iterations": 200}"#))
    let runs = [(1, false), (3, true)].map { jobs, usesLanes in
      Runner(
        plan: plan, backends: .standard,
        options: Runner.Options(jobs: jobs, usesLanes: usesLanes, trace: .none),
        stopFlag: StopFlag()
      ).run()
    }
    #expect(runs[0].hits == runs[1].hits)
    for (a, b) in zip(runs[0].records, runs[1].records) {
      let (a, b) = (try #require(a), try #require(b))
      #expect((a.cost, a.iterations, a.outcome) == (b.cost, b.iterations, b.outcome))
      #expect(a.finalObjective == b.finalObjective)
      #expect(a.finalGradientNorm == b.finalGradientNorm)
    }
  }

  @Test func searchingMethodsTakeNoClipping() throws {
    let plan = try Self.plan(suite(problems: #"["sphere"]"#, optimizers: #"["two-steps"]"#))
    #expect(plan.cells.map(\.described.setting.hyperparameters) == [""])
    let mistake = suite(
      problems: #"["sphere"]"#, optimizers: #"[{"id": "two-steps", "clipNorm": 1}]"#)
    #expect(throws: SuiteError.self) { try Self.plan(mistake) }
  }

  @Test func batchesAreLeftOut() throws {
    let plan = try Self.plan(
      suite(
        problems: #"["least-squares"]"#, optimizers: #"["two-steps", "gradient-descent"]"#,
        #""batchSizes": [8, "full"]"#))
    #expect(
      plan.cells.map { "\($0.optimizer.id) \($0.described.batchSize)" }
        == ["two-steps full", "gradient-descent 8", "gradient-descent full"])
    #expect(plan.leftOut.map(\.with) == ["optimizer two-steps in batches"])
    #expect(plan.leftOut.map(\.reason) == ["it asks for full objectives"])
  }

  @Test func methodsWhoseCurvatureCannotBeHadAreLeftOut() throws {
    var catalogs = Self.catalogs
    catalogs.backends = BackendCatalog(BackendCatalog.standard.entries) { _ in { _ in nil } }
    let plan = try Self.plan(
      suite(problems: #"["sphere"]"#, optimizers: #"["curvature-descent", "two-steps"]"#),
      catalogs)
    #expect(plan.cells.map(\.optimizer.id) == ["two-steps"])
    #expect(
      plan.leftOut == [
        LeftOut(
          problem: "sphere (dimension 10)", with: "optimizer curvature-descent",
          reason: "it asks for Hessian-vector products, which cannot be had")
      ])
  }

  /// On a finite sum every full evaluation is a pass: 30 passes are 30 evaluations, ten iterations of
  /// three. The gradient at the last iterate is the harness's.
  @Test func passesEndASearchOnAFiniteSum() throws {
    let plan = try Self.plan(
      suite(
        problems: #"["least-squares"]"#, optimizers: #"["two-steps"]"#,
        #""batchSizes": ["full"], "learningRates": [1e-4]"#,
        rest: #""budget": {"dataPasses": 30}"#))
    let results = Runner(
      plan: plan, backends: .standard, options: Runner.Options(jobs: 1, trace: .none),
      stopFlag: StopFlag()
    ).run()
    let record = try #require(results.records.first ?? nil)
    #expect(record.outcome == .budgetSpent)
    #expect(record.cost == 30)
    #expect(record.iterations == 10)
    #expect(record.dataPasses == 30)
    #expect(record.monitorEvaluations == 1)
  }

  @Test func searchingMethodsAreTimed() throws {
    let plan = try Self.plan(
      suite(
        problems: #"["rosenbrock"]"#, optimizers: #"["two-steps", "curvature-descent"]"#,
        #""learningRates": [1e-3]"#, rest: #""budget": {"iterations": 100}"#))
    let keys = TimingPhase.decide(
      plan, backends: .standard, options: Runner.Options(jobs: 1, trace: .none),
      stopFlag: StopFlag())
    #expect(keys.count == 2)
    let timings = TimingPhase(
      plan: plan, options: TimingPhase.Options(samples: 1, seconds: 0.05), stopFlag: StopFlag()
    ).run(keys)
    #expect(timings.cells.count == 2)
    for key in timings.cells { #expect(key.samples.allSatisfy { $0.iteration > 0 }) }
  }
}
