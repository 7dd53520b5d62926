import GradBackends
import GradCore
import GradOptimizers
import GradProblems
import GradResults
import Testing

@testable import GradHarness

/// Confirming trials being run.
@Suite struct ConfirmingRunTests {
  private static let text = suite(
    problems: #"["rosenbrock", "sphere", {"id": "least-squares", "sampleCount": 16}]"#,
    optimizers: #"["gradient-descent", "momentum"]"#,
    #""learningRates": [1e-4, 1e-3], "batchSizes": 4, "starts": {"around": 0.1}, "seeds": 3"#,
    rest: #""budget": {"iterations": 100}, "targets": [0.5, 1e-3]"#)

  private static func runner(
    _ text: String, jobs: Int = 1, usesLanes: Bool = false, stopFlag: StopFlag = StopFlag()
  ) throws -> Runner {
    let catalogs = Catalogs(problems: .standard, optimizers: .standard, backends: .standard)
    return Runner(
      plan: try SuiteLoader(catalogs: catalogs).load(bytes: Array(text.utf8), name: "t.json"),
      backends: .standard,
      options: Runner.Options(jobs: jobs, usesLanes: usesLanes), stopFlag: stopFlag)
  }

  private static func isSame(_ a: TrialRecord?, _ b: TrialRecord?) -> Bool {
    guard let a, let b else { return false }
    return (a.outcome, a.cost, a.iterations) == (b.outcome, b.cost, b.iterations)
      && a.finalObjective.bitPattern == b.finalObjective.bitPattern
      && a.finalGradientNorm.bitPattern == b.finalGradientNorm.bitPattern
  }

  /// What a suite gives that names the fresh seeds, at any number of workers, in any order of rounds.
  @Test func freshSeedsComeToWhatASuiteThatNamesThemGives() throws {
    let named = try Self.runner(
      Self.text.replacing(
        #""seeds": 3"#, with: #""seeds": [1000001, 1000002, 1000003, 1000004, 1000005]"#)
    ).run()
    let cells = [1, 2, 5, 8, 11]
    for (jobs, usesLanes, rounds) in [
      (1, false, [cells]), (3, true, [cells]), (2, true, [[8, 2], [11], [1, 5]]),
    ] {
      let runner = try Self.runner(Self.text, jobs: jobs, usesLanes: usesLanes)
      var run = runner.run()
      let sweep = run
      for round in rounds {
        #expect(runner.confirm(round, seeds: 5, in: &run) == round.count)
      }
      #expect(run.confirmingTrials.count == 25)
      #expect(run.trials[run.sweepTrials].elementsEqual(sweep.trials))
      let chosen = named.trials.indices.filter { cells.contains(Int(named.trials[$0].cell)) }
      #expect(run.trials[run.confirmingTrials].elementsEqual(chosen.map { named.trials[$0] }))
      for (trial, other) in zip(run.confirmingTrials, chosen) {
        #expect(Self.isSame(run.records[trial], named.records[other]))
        #expect(Array(run.hits(of: trial)) == Array(named.hits(of: other)))
      }
    }
  }

  /// A cell of which not all seeds ended gets none.
  @Test func interruptedCellsAreDropped() throws {
    let stopFlag = StopFlag()
    let runner = try Self.runner(Self.text, stopFlag: stopFlag)
    var run = runner.run()
    let sweep = run
    stopFlag.interrupt()
    #expect(runner.confirm([1, 2], seeds: 5, in: &run) == 0)
    #expect(run.trials == sweep.trials)
    #expect(run.records.count == sweep.records.count)
    #expect(run.hits == sweep.hits)
  }

  @Test func replayFindsTheTrialAmongThePlan() throws {
    let runner = try Self.runner(Self.text)
    var run = runner.run()
    _ = runner.confirm([0, 7], seeds: 2, in: &run)
    for trial in run.confirmingTrials {
      let plan = try #require(runner.plan.confirming(trial: trial, of: run))
      #expect(plan.trials.map(\.id) == [run.trials[trial].id])
      let again = Runner(
        plan: plan, backends: .standard, options: Runner.Options(jobs: 1), stopFlag: StopFlag()
      ).run()
      #expect(Self.isSame(again.records[0], run.records[trial]))
    }
  }
}
