import GradBackends
import GradCore
import GradHarness
import GradNumerics
import GradResults
import Testing

/// What the timing phase times, and that it sees what is slower.
@Suite(.serialized) struct TimingPhaseTests {
  static let suite = #"""
    {"name": "timed", "sweeps": [
      {"problems": ["sphere", {"id": "least-squares", "dimension": 3, "sampleCount": 12}],
       "optimizers": ["gradient-descent", "adam"], "backends": ["analytic", "dual"],
       "learningRates": [0.001, 0.01, 0.1, 1.5, 900], "batchSizes": [4, "full"], "seeds": 2}],
     "budget": {"iterations": 100}}
    """#

  @Test func keysLeaveOutRatesAndSeedsAlone() throws {
    let plan = try Plan.of(Self.suite)
    let keys = plan.timedCells(decidedBy: plan.run().records)
    let families = plan.cells.map { CellKey($0.described).anyRate }
    #expect(keys.count == Set(families).count)
    #expect(keys.count == 2 * 2 + 2 * 2 * 2)
    var seen: Set<CellKey> = []
    for key in keys {
      let trial = try #require(key.trial)
      #expect(seen.insert(families[Int(plan.trials[trial].cell)]).inserted)
      #expect(plan.trials[trial].seed ?? 1 == 1)
    }
  }

  @Test func rateIsTheNearestToTheMiddleThatDidNotDiverge() throws {
    let plan = try Plan.of(Self.suite)
    let results = plan.run()
    for key in plan.timedCells(decidedBy: results.records) {
      let rates = key.candidates.map { plan.cells[Int(plan.trials[$0].cell)].rate }
      #expect(rates == [0.1, 0.01, 1.5, 0.001, 900])
      let first = try #require(
        key.candidates.first { results.records[$0]?.outcome != .diverged })
      #expect(key.trial == first)
      #expect(key.iterations == results.records[first]?.iterations)
    }
  }

  @Test func whereEveryRateDivergesTheLongestTrialIsTimedForHalfOfIt() throws {
    let plan = try Plan.of(
      #"""
      {"name": "wild", "sweeps": [{"problems": ["sphere"], "optimizers": ["gradient-descent"],
        "learningRates": [1.01, 500, 50]}], "budget": {"iterations": 5000}}
      """#)
    let records = plan.run().records
    let key = try #require(plan.timedCells(decidedBy: records).first)
    let trial = try #require(key.trial)
    #expect(plan.cells[Int(plan.trials[trial].cell)].rate == 1.01)
    #expect(try key.iterations == #require(records[trial]).iterations / 2)
    let timings = phase(plan, samples: 2).run([key])
    #expect(timings.cells.first?.samples.isEmpty == false)
  }

  @Test func keysAreDecidedAloneAsByAWholeRun() throws {
    let plan = try Plan.of(Self.suite)
    let alone = TimingPhase.decide(
      plan, backends: .standard, options: Runner.Options(jobs: 2, trace: .none),
      stopFlag: StopFlag())
    let whole = plan.timedCells(decidedBy: plan.run().records)
    #expect(alone.map(\.trial) == whole.map(\.trial))
    #expect(alone.map(\.iterations) == whole.map(\.iterations))
  }

  @Test func everyKeyGetsItsSamples() throws {
    let plan = try Plan.of(Self.suite)
    let keys = plan.timedCells(decidedBy: plan.run().records)
    let timings = phase(plan, samples: 3).run(keys)
    #expect(timings.samplesAsked == 3)
    #expect(timings.cells.count == keys.count)
    for (timed, key) in zip(timings.cells, keys) {
      #expect(timed.trial == key.trial.map { plan.trials[$0].id })
      #expect(timed.cell.learningRate == nil)
      #expect((1...3).contains(timed.samples.count))
      #expect(timed.iterationsPerSample > 0)
      for sample in timed.samples {
        #expect(sample.iteration > 0 && sample.iteration < 1)
        #expect(sample.gradient > 0 && sample.objective > 0 && sample.reference > 0)
      }
    }
    #expect(timings.samples == timings.cells.map(\.samples.count).min())
    #expect(timings.wholeCells.count == 5)
    #expect(timings.wholeCells.allSatisfy { $0.seconds > 0 && $0.iterations > 0 })
  }

  @Test func aSlowerMethodIsSeenAsSlower() throws {
    var plan = try Plan.of(
      #"""
      {"name": "planted", "sweeps": [{"problems": ["sphere"],
        "optimizers": ["gradient-descent", "momentum"], "learningRates": [0.01]}],
       "budget": {"iterations": 50}}
      """#)
    let keys = plan.timedCells(decidedBy: plan.run().records)
    // Momentum's cell runs a method that waits.
    plan.cells[1].optimizer = OptimizerDescription(IdlingDescent.self)
    let timings = phase(plan, samples: 5).run(keys)
    let medians = timings.cells.map { key in
      key.samples.map(\.iteration).sorted()[key.samples.count / 2]
    }
    try #require(medians.count == 2)
    // 2,000 square roots against a step in two dimensions.
    #expect(medians[1] > 2 * medians[0])
  }

  @Test func interruptKeepsTheRoundsThatAreThere() throws {
    let plan = try Plan.of(Self.suite)
    let keys = plan.timedCells(decidedBy: plan.run().records)
    let stopFlag = StopFlag()
    var rounds = 0
    let timings = TimingPhase(
      plan: plan, options: TimingPhase.Options(samples: 1000, seconds: .infinity),
      stopFlag: stopFlag
    ).run(keys) { _ in
      rounds += 1
      if rounds == 3 { stopFlag.interrupt() }
    }
    #expect(rounds == 3)
    #expect(timings.cells.allSatisfy { (1...3).contains($0.samples.count) })
    #expect(timings.samples >= 1)
    let none = TimingPhase(plan: plan, stopFlag: stopFlag).run(keys)
    #expect(none.cells.isEmpty && none.samples == 0)
  }

  @Test func marksComeFourACell() throws {
    let plan = try Plan.of(Self.suite)
    let keys = plan.timedCells(decidedBy: plan.run().records)
    let cells = phase(plan, samples: 1).mark(keys, iterations: 5)
    #expect(
      cells.map { CellKey($0) }
        == keys.compactMap { key in
          key.trial.map { CellKey(plan.cells[Int(plan.trials[$0].cell)].described).anyRate }
        })
  }

  private func phase(_ plan: Plan, samples: Int) -> TimingPhase {
    var options = TimingPhase.Options(samples: samples, seconds: 20)
    options.leastSeconds = 0
    return TimingPhase(plan: plan, options: options, stopFlag: StopFlag())
  }
}

/// Gradient descent that takes its time.
private enum IdlingDescent: Optimizer {
  static let id = "idling-descent"
  static let summary = "A step, and a wait"
  static let formula = "x ← x − η g"
  static let parameters: [Parameter] = []
  static let source = "this test"
  static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    init(dimension: Int, settings: Settings<S>) {}
    mutating func restart(lane: Int, settings: Settings<S>) {}
    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      var wait: S = 2
      for _ in 0..<2000 { wait = S.sqrt(wait + 1) }
      // A millionth of nothing, which the compiler cannot know.
      for i in x.indices { x[i] = x[i] - rate * g[i] + (wait - wait) * 1e-6 }
    }
  }
}
