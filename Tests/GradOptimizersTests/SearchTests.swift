import GradCore
import GradNumerics
import GradOptimizers
import GradProblems
import GradTestSupport
import Testing

/// Trials of methods that ask several times an iteration.
@Suite struct SearchTests {
  static let problems = ["rosenbrock", "sphere", "himmelblau", "monkey-saddle", "beale"]

  /// Gradient descent leaves the same as a searching method and as a stepper: hits and their costs,
  /// extremes, findings, trace, reason and end, to the last bit.
  @Test(arguments: problems, [1e-4, 1e-2, 0.3])
  func searchOfOneGradientLeavesWhatAStepperLeaves(problem: String, rate: Double) throws {
    let instance = try #require(ProblemCatalog.standard[problem]).instance()
    var images: [TrialImage] = []
    for optimizer in [
      OptimizerDescription(GradientDescent.self), OptimizerDescription(SearchingDescent.self),
    ] {
      for backend in [BackendDescription.analytic, .centralDifference] {
        var setup = TrialSetup(instance, optimizer, backend: backend, iterationLimit: 400)
        setup.rules.hessian = BackendCatalog.standard.hessian(instance)
        let scale = setup.rules.scale ?? 1
        setup.rules.objectiveTargets = [1e-1, 1e-3].map {
          (instance.facts.minimum.value ?? 0) + $0 * scale
        }
        setup.rules.gradientTargets = [-1, -1]
        images.append(TrialImage(try setup.run(setup.start(rate: rate))))
      }
    }
    for pair in 0..<2 {
      var differences = images[pair].differences(from: images[pair + 2])
      // A stepper's cosines are measured before the checks that may end a trial only.
      if !images[pair].stop.contains("budget") { differences.removeAll { $0 == "cosine" } }
      #expect(differences == [])
    }
  }

  // MARK: On a line

  /// f on a line, from 0, by a method whose gradient is −1: one step walks `rate`, a long one four.
  static func walk<O: SearchingOptimizer>(
    _: O.Type, _ rules: TrialRules, rate: Double = 1, judge: Oracle<Double>? = nil,
    stopFlag: StopFlag = StopFlag(), _ f: @escaping (Double) -> Double
  ) throws -> TrialMonitor {
    let optimizer = OptimizerDescription(O.self)
    let oracle = Oracle<Double>(
      value: { f($0[0]) },
      gradient: { x, g in
        g[0] = -1
        return f(x[0])
      })
    var ended: TrialMonitor?
    let work = PackWork<Double>(
      dimension: 1, oracle: oracle, judge: judge, rules: rules, schedule: .constant,
      stopFlag: stopFlag,
      starts: [
        TrialStart(
          trial: 0, point: [0], rate: rate, values: ParameterValues(optimizer.allParameters))
      ]
    ) { ended = $0 }
    optimizer.runScalar(work)
    return try #require(ended)
  }

  static func rules(_ limit: Int, targets: [Double], cost: Int = .max) -> TrialRules {
    TrialRules(
      iterationLimit: limit, costLimit: cost, objectiveTargets: targets,
      gradientTargets: targets.map { _ in -1 }, minimum: .exact(0), scale: 1,
      tracesEverything: true)
  }

  @Test func hitInsideASearchIsOneIterationOn() throws {
    // Iterates 0, 4, 8; the short step from 8, to 9, is within the target. The cost by then: three
    // gradients and five values.
    let monitor = try Self.walk(TwoSteps.self, Self.rules(50, targets: [0.5])) { x in
      x == 9 ? 0.25 : 1 - x / 100
    }
    #expect(monitor.stop == .targets)
    #expect(monitor.iteration == 3)
    #expect(monitor.hits == [TargetHit(iteration: 3, held: true, cost: 8)])
    #expect(monitor.point == [9])
    #expect(monitor.objective == 0.25)
    #expect(monitor.counts.gradients == 3)
    #expect(monitor.counts.objectives == 5)
    // The gradient at the point that ended it is the harness's.
    #expect(monitor.monitorEvaluations == 1)
    #expect(monitor.trace.rows.map(\.iteration) == [0, 1, 2, 3])
    #expect(monitor.trace.rows.map(\.cost) == [1, 4, 7, 8])
    #expect(monitor.trace.rows.map(\.stepNorm).prefix(3) == [4, 4, 1])
    #expect(monitor.trace.rows[3].stepNorm.isNaN)
  }

  @Test func hitAtAPointThatIsNotTakenIsNotHeld() throws {
    // The short step from 0 hits the easy target; the long one is better still, but only there.
    let monitor = try Self.walk(TwoSteps.self, Self.rules(4, targets: [0.5, 1e-3])) { x in
      x == 1 ? 0.4 : x == 4 ? 0.3 : 1
    }
    #expect(monitor.stop == .budget)
    #expect(monitor.hits == [TargetHit(iteration: 1, held: false, cost: 2), .missed])
    #expect(monitor.bestObjective == 0.3)
  }

  @Test func pointsThatLeaveATargetLoseNoHit() throws {
    // The start is within the target; every long step is far outside it and is not taken.
    let monitor = try Self.walk(TwoSteps.self, Self.rules(3, targets: [0.5, 1e-3])) { x in
      x <= 3 ? 0.4 - x / 100 : 7
    }
    #expect(monitor.point == [3])
    #expect(monitor.hits[0] == TargetHit(iteration: 0, held: true, cost: 1))
  }

  @Test func stencilPointsAreNoLooks() throws {
    // A difference: its points x ± 1 are within the target, x is not.
    var asked = 0
    let optimizer = OptimizerDescription(SearchingDescent.self)
    let f: (Double) -> Double = { $0 == $0.rounded() ? 1 : 0 }
    let oracle = Oracle<Double>(
      value: { f($0[0]) },
      gradient: { x, g in
        asked += 2
        g[0] = f(x[0] + 0.5) - f(x[0] - 0.5) - 1
        return f(x[0])
      })
    var rules = Self.rules(5, targets: [0.5])
    rules.costPerGradient = 2
    var ended: [TrialMonitor] = []
    let work = PackWork<Double>(
      dimension: 1, oracle: oracle, judge: oracle, rules: rules, schedule: .constant,
      stopFlag: StopFlag(),
      starts: [
        TrialStart(
          trial: 0, point: [0], rate: 1, values: ParameterValues(optimizer.allParameters))
      ]
    ) { ended.append($0) }
    optimizer.runScalar(work)
    let monitor = try #require(ended.first)
    #expect(monitor.hits == [.missed])
    #expect(monitor.cost == 12)
    // Each of the six iterates was judged once more.
    #expect(asked == 12 + 12)
  }

  @Test func gradientTargetIsHitInsideASearch() throws {
    /// Asks for the gradient one step on and goes there.
    enum Peek: SearchingOptimizer {
      static let id = "peek"
      static let summary = ""
      static let formula = ""
      static let parameters = SearchingDescent.parameters
      static let source = ""
      struct State: Searcher {
        init(dimension: Int, settings: Settings<Double>) {}
        mutating func iterate(
          _ x: inout MutableSpan<Double>, _ evaluator: Evaluator, rate: Double, iteration: Int
        ) throws(TrialEnded) {
          let next = [x[0] + rate]
          var g = [0.0]
          var view = g.mutableSpan
          _ = try evaluator.gradient(at: next.span, into: &view)
          x[0] = next[0]
        }
      }
    }
    var rules = Self.rules(20, targets: [-.infinity, -.infinity])
    rules.gradientTargets = [1.5, 0.5]
    let monitor = try Self.walk(Peek.self, rules) { 1 - $0 / 100 }
    // ‖g‖ is 1 everywhere. The start is judged by the harness; iterates are where gradients were
    // asked for, and cost no more.
    #expect(monitor.stop == .budget)
    #expect(monitor.hits == [TargetHit(iteration: 0, held: true, cost: 1), .missed])
    #expect(monitor.iteration == 20)
    #expect(monitor.counts.gradients == 20)
    #expect(monitor.monitorEvaluations == 1)
  }

  @Test func costBudgetThatEndsATrialInAnIterationLeavesItsLastRow() throws {
    // Three an iteration: 8 pay for two, and two thirds of the third.
    var rules = Self.rules(7, targets: [], cost: 8)
    rules.tracesEverything = false
    rules.traceIterations = [0, 4]
    let monitor = try Self.walk(TwoSteps.self, rules) { 1 - $0 / 100 }
    #expect(monitor.stop == .budget)
    #expect(monitor.cost == 8)
    #expect(monitor.iteration == 2)
    #expect(monitor.trace.rows.map(\.iteration) == [0, 2])
    #expect(monitor.trace.rows.map(\.cost) == [1, 7])
  }

  /// 1,200 evaluations are 400 iterations of three: the stall rule's marks are at parts of the cost.
  @Test func stallIsToldInPartsOfTheCost() throws {
    let monitor = try Self.walk(TwoSteps.self, Self.rules(1199, targets: [], cost: 1200)) {
      Swift.max(0.5, 1 - $0)
    }
    #expect(monitor.stop == .stalled)
    #expect((199...201).contains(monitor.iteration))
    guard case .stalled(let from, let to, let fall, _) = monitor.conclusion.evidence else {
      Issue.record("\(monitor.conclusion)")
      return
    }
    #expect((99...101).contains(from))
    #expect(to == monitor.iteration)
    #expect(fall == 0)
  }

  @Test func riseIsToldAtTheEndOfTheCost() throws {
    let monitor = try Self.walk(TwoSteps.self, Self.rules(1199, targets: [], cost: 1200)) {
      1 + $0 / 1000
    }
    #expect(monitor.stop == .budget)
    #expect(monitor.cost == 1200)
    #expect(monitor.conclusion.outcome == .diverged)
  }

  @Test func interruptEndsATrialInsideAnIteration() throws {
    let stopFlag = StopFlag()
    var asked = 0
    let monitor = try Self.walk(
      TwoSteps.self, Self.rules(1_000_000, targets: []), stopFlag: stopFlag
    ) { x in
      asked += 1
      if asked == 5000 { stopFlag.interrupt() }
      return 1
    }
    #expect(monitor.stop == .cancelled)
    // The clock and the flag are looked at every 4,096 asks.
    #expect(asked == 2 * 4096 - 1)
  }

  @Test func trialsOfAPackBeginAfresh() throws {
    let instance = try #require(ProblemCatalog.standard["rosenbrock"]).instance()
    let setup = TrialSetup(instance, OptimizerDescription(TwoSteps.self), iterationLimit: 60)
    let starts = (0..<4).map { setup.start($0, rate: 1e-4 * Double($0 + 1)) }
    let together = try setup.run(starts, on: Double.self)
    #expect(together.map(\.trial) == [0, 1, 2, 3])
    for monitor in together {
      let alone = TrialImage(try setup.run(starts[monitor.trial]))
      #expect(TrialImage(monitor).differences(from: alone) == [])
    }
  }

  @Test func rehearsalStepsWithoutAHarness() throws {
    let instance = try #require(ProblemCatalog.standard["rosenbrock"]).instance()
    let setup = TrialSetup(instance, OptimizerDescription(TwoSteps.self), iterationLimit: 9)
    let start = setup.start(rate: 1e-3)
    let monitor = try setup.run(start)
    var marks: [String] = []
    let passage = Rehearsal.Passage(start: start.point, iterations: 9, repetitions: 2, warmUps: 1)
    let rehearsal = Rehearsal(
      [passage], begin: { marks.append("begin") }, end: { marks.append("end") })
    let work = PackWork<Double>(
      dimension: 2, oracle: try setup.backend.prepare(instance).scalar(), judge: nil,
      rules: setup.rules, schedule: .constant, stopFlag: StopFlag(), starts: [start],
      rehearsal: rehearsal
    ) { _ in Issue.record("a rehearsal runs no trial") }
    setup.optimizer.runScalar(work)
    #expect(rehearsal.ends == [monitor.point])
    #expect(marks == ["begin", "end"])
  }
}
