import GradCore
import GradNumerics
import GradOptimizers
import GradProblems
import GradTestSupport
import Testing

/// The loop that is timed is the trial's loop without the harness in it.
@Suite struct RehearsalTests {
  static let schedules: [Schedule] = [.constant, .step(every: 3, factor: 0.5)]

  @Test(arguments: OptimizerCatalog.standard.entries.map(\.id), schedules)
  func iteratesAreTheWatchedTrialsToTheBit(id: String, schedule: Schedule) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    let problem = Dale(dimension: 3).instance
    var setup = TrialSetup(problem, optimizer, schedule: schedule, iterationLimit: 12)
    setup.rules.stopsAtTarget = false
    // Clipping and weight decay too: they are part of what an iteration takes.
    let start = setup.start(
      rate: 0.02, ["clipNorm": .number(3), "clipValue": .number(2.5), "weightDecay": .number(0.1)])
    let iterates = try setup.run(start).iterates
    try #require(iterates.count == 13)
    let ends = try rehearse(
      setup, start,
      (0...12).map { Rehearsal.Passage(start: start.point, iterations: $0) })
    #expect(ends == iterates)
  }

  @Test(arguments: OptimizerCatalog.standard.entries.map(\.id))
  func noisyIteratesAreTheWatchedTrialsToTheBit(id: String) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    let (setup, start) = try Self.noisy(optimizer, iterations: 11)
    let end = try setup.run(start).point
    let ends = try rehearse(
      setup, start, [Rehearsal.Passage(start: start.point, iterations: 11)])
    #expect(ends == [end])
  }

  @Test(arguments: OptimizerCatalog.standard.entries.map(\.id))
  func repetitionsBeginAfresh(id: String) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    let problem = Dale(dimension: 3).instance
    let setup = TrialSetup(problem, optimizer, iterationLimit: 20)
    let start = setup.start(rate: 0.02)
    let ends = try rehearse(
      setup, start,
      [(1, 0), (1, 3), (5, 2), (7, 0)].map { repetitions, warmUps in
        Rehearsal.Passage(
          start: start.point, iterations: 9, repetitions: repetitions, warmUps: warmUps)
      })
    #expect(ends.count == 4)
    #expect(ends.allSatisfy { $0 == ends[0] })
  }

  @Test func everyPassageIsMeasuredOnceAfterItsWarmUps() throws {
    let optimizer = try #require(OptimizerCatalog.standard["momentum"])
    let calls = Counter()
    let value: @Sendable () -> Void = { calls.gradients += 1 }
    let oracle = Oracle<Double>(
      value: { _ in 0 },
      gradient: { x, g in
        value()
        for i in 0..<x.count { g[i] = x[i] }
        return 0
      })
    var seen: [(begin: Int, end: Int)] = []
    let rehearsal = Rehearsal(
      [
        Rehearsal.Passage(start: [1], iterations: 4, repetitions: 3, warmUps: 2),
        Rehearsal.Passage(start: [2], iterations: 5),
      ], begin: { seen.append((calls.gradients, 0)) },
      end: { seen[seen.count - 1].end = calls.gradients })
    let work = PackWork<Double>(
      dimension: 1, oracle: oracle, judge: nil, rules: TrialRules(iterationLimit: 0),
      schedule: .constant, stopFlag: StopFlag(),
      starts: [
        TrialStart(
          trial: 0, point: [1], rate: 0.1, values: ParameterValues(optimizer.allParameters))
      ], rehearsal: rehearsal
    ) { _ in Issue.record("a rehearsal runs no trial") }
    optimizer.runScalar(work)
    #expect(seen.map(\.begin) == [8, 20])
    #expect(seen.map(\.end) == [20, 25])
  }

  @Test func anInterruptEndsARehearsalBetweenPassages() throws {
    let optimizer = try #require(OptimizerCatalog.standard["adam"])
    let (setup, start) = try Self.noisy(optimizer, iterations: 3)
    let stopFlag = StopFlag()
    let rehearsal = Rehearsal(
      (1...3).map { Rehearsal.Passage(start: start.point, iterations: $0) },
      end: { stopFlag.interrupt() })
    try run(setup, start, rehearsal, stopFlag)
    #expect(rehearsal.ends.count == 1)
  }

  private static func noisy(
    _ optimizer: OptimizerDescription, iterations: Int
  ) throws -> (TrialSetup, TrialStart) {
    let entry = try #require(ProblemCatalog.standard["least-squares"])
    let problem = try entry.instance(
      given: ["dimension": .integer(3), "sampleCount": .integer(12)])
    var setup = TrialSetup(problem, optimizer, iterationLimit: iterations)
    let plan = BatchPlan(sampleCount: 12, batchSize: 5, sampling: .reshuffle)
    setup.batches = BatchSequence(plan, key: RandomKey(seed: 3))
    setup.rules.batch = plan
    setup.rules.lookIterations = [0, iterations]
    setup.rules.stopsAtTarget = false
    return (setup, setup.start(rate: 0.01))
  }

  private func rehearse(
    _ setup: TrialSetup, _ start: TrialStart, _ passages: [Rehearsal.Passage]
  ) throws -> [[Double]] {
    let rehearsal = Rehearsal(passages)
    try run(setup, start, rehearsal, StopFlag())
    return rehearsal.ends
  }

  private func run(
    _ setup: TrialSetup, _ start: TrialStart, _ rehearsal: Rehearsal, _ stopFlag: StopFlag
  ) throws {
    let work = PackWork<Double>(
      dimension: setup.problem.dimension, oracle: try setup.backend.prepare(setup.problem).scalar(),
      judge: nil, rules: setup.rules, schedule: setup.schedule, batches: setup.batches,
      couplesWeightDecay: setup.optimizer.couplesWeightDecay, stopFlag: stopFlag, starts: [start],
      rehearsal: rehearsal
    ) { _ in }
    setup.optimizer.runScalar(work)
  }
}

/// Counts calls of one thread.
private final class Counter: @unchecked Sendable { var gradients = 0 }
