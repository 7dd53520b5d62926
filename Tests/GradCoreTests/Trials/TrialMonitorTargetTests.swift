import GradCore
import GradNumerics
import GradTestSupport
import Testing

@Suite struct TrialMonitorTargetTests {
  static func rules(
    _ limit: Int, _ targets: [Double], gradient: [Double]? = nil, stops: Bool = true
  ) -> TrialRules {
    TrialRules(
      iterationLimit: limit, objectiveTargets: targets,
      gradientTargets: gradient ?? targets.map { _ in -1 }, stopsAtTarget: stops,
      minimum: .exact(0), scale: 1)
  }

  @Test func targetIsHitAtTheFirstLookWithin() throws {
    let monitor = try Script { integerPower(10, -$0) }.run(Self.rules(50, [1e-3]))
    #expect(monitor.stop == .targets)
    #expect(monitor.hits == [TargetHit(iteration: 3, held: true, cost: 4)])
  }

  @Test func severalTargetsAreHitInOneLook() throws {
    let monitor = try Script { $0 < 3 ? 1 : 1e-7 }.run(Self.rules(50, [0.1, 1e-2, 1e-6]))
    #expect(monitor.stop == .targets)
    #expect(monitor.hits.map(\.iteration) == [3, 3, 3])
  }

  @Test func targetCanBeHitAtTheStart() throws {
    let monitor = try Script { _ in 0.5 }.run(Self.rules(0, [0.5]))
    #expect(monitor.stop == .targets)
    #expect(monitor.hits == [TargetHit(iteration: 0, held: true, cost: 1)])
  }

  @Test func leftTargetIsNotHeld() throws {
    let script = Script { k in k < 5 ? 1 : k == 9 ? 0.2 : 0.01 }
    let monitor = try script.run(Self.rules(50, [0.3, 0.1], stops: false))
    #expect(monitor.stop == .budget)
    #expect(monitor.hits.map(\.iteration) == [5, 5])
    #expect(monitor.hits.map(\.held) == [true, false])
  }

  @Test func gradientTargetIsHitAndHeldByTheGradientNorm() throws {
    let rules = Self.rules(50, [-.infinity, -.infinity], gradient: [0.1, 0.01], stops: false)
    let script = Script(
      gradientNorm: { k in k < 7 ? 1 : k == 11 ? 0.05 : 0.001 }, objective: { _ in 1 })
    let monitor = try script.run(rules)
    #expect(monitor.hits.map(\.iteration) == [7, 7])
    #expect(monitor.hits.map(\.held) == [true, false])
  }

  @Test func notFiniteEndHoldsNoTarget() throws {
    let script = Script { k in k < 5 ? 1 : k < 20 ? 0.01 : .nan }
    let monitor = try script.run(Self.rules(50, [0.1], stops: false))
    #expect(monitor.stop == .notFinite(.objective))
    #expect(monitor.hits == [TargetHit(iteration: 5, held: false, cost: 6)])
  }

  @Test func missedTargetStaysMissed() throws {
    let monitor = try Script { _ in 1 }.run(Self.rules(20, [0.5]))
    #expect(monitor.stop == .budget)
    #expect(monitor.hits == [.missed])
  }

  @Test func targetComesBeforeConvergence() throws {
    let script = Script(gradientNorm: { $0 == 4 ? 0 : 1 }, objective: { $0 == 4 ? 0 : 1 })
    #expect(try script.run(Self.rules(20, [0.5])).stop == .targets)
  }

  @Test func costCountsStencilPointsAndMonitorCallsApart() throws {
    var rules = Self.rules(50, [1e-3])
    rules.costPerGradient = 6
    let monitor = try Script { integerPower(10, -$0) }.run(rules)
    #expect(monitor.counts.gradients == 4)
    #expect(monitor.counts.objectives == 24)
    #expect(monitor.cost == 24)
    #expect(monitor.hits[0].cost == 24)
    #expect(monitor.monitorEvaluations == 4)
  }
}
