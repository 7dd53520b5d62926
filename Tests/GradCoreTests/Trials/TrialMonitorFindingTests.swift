import GradCore
import GradNumerics
import GradTestSupport
import Testing

@Suite struct TrialMonitorFindingTests {
  @Test func jumpOfTheGradientExplodes() throws {
    let jump = Script(gradientNorm: { $0 == 6 ? 101 : 1 }, objective: { _ in 1 })
    #expect(try jump.run(TrialRules(iterationLimit: 30)).exploded)
    let hop = Script(gradientNorm: { $0 == 6 ? 99 : 1 }, objective: { _ in 1 })
    #expect(try !hop.run(TrialRules(iterationLimit: 30)).exploded)
  }

  @Test func growthOfTheGradientTenThousandfoldExplodes() throws {
    // 10^(k/2): steps of 3.2 are no jump; iteration 8 reaches 10⁴ exactly.
    let growth = Script(
      gradientNorm: { k in realPower(10, Double(k) / 2) }, objective: { _ in 1 })
    #expect(try growth.run(TrialRules(iterationLimit: 8)).exploded)
    #expect(try !growth.run(TrialRules(iterationLimit: 7)).exploded)
    var rules = TrialRules(iterationLimit: 7)
    rules.thresholds.explosionFactor = 1e3
    #expect(try growth.run(rules).exploded)
  }

  /// On flat ground the first gradient is no measure: G₀ = (f₀ − f*) / max(1, ‖x₀‖) = 50 / 5 is.
  @Test(arguments: [
    (1e-9, 9.0, false), (1e-9, 999, false), (1e-9, 1001, true), (1e-9, 1e4, true),
    (1e-9, 1e5, true),
  ])
  func flatStartDoesNotMakeEverySlopeAnExplosion(
    first: Double, later: Double, explodes: Bool
  ) throws {
    let rules = TrialRules(iterationLimit: 30, minimum: .exact(0), scale: 50)
    let script = Script(
      stride: 1e-6, origin: 5, gradientNorm: { $0 < 6 ? first : later }, objective: { _ in 50 })
    #expect(try script.run(rules).exploded == explodes)
    // Without a jump, 1.5 times a step, only ten thousand times G₀ explodes.
    let slow = Script(
      stride: 1e-6, origin: 5,
      gradientNorm: { Double.minimum(later, first * realPower(1.5, Double($0))) },
      objective: { _ in 50 })
    var long = rules
    long.iterationLimit = 200
    #expect(try slow.run(long).exploded == (later >= 1e5))
  }

  /// max(1, ‖x‖) where no minimizer is known, ‖x − x*‖ where one is.
  @Test(arguments: [(1.5e-3, false), (0.9e-3, true)])
  func vanishingIsMeasuredByThePointWhereNoMinimizerIsKnown(norm: Double, vanishes: Bool) throws {
    for scalar in 0..<2 {
      let rules = TrialRules(iterationLimit: 90, minimum: .exact(0), scale: 1)
      let script = Script(
        stride: 1e-9, origin: 10, gradientNorm: { _ in norm }, objective: { _ in 10 })
      let monitor =
        scalar == 0
        ? try script.run(rules) : try #require(Script.run([script], rules, on: Lanes.self).first)
      #expect(monitor.vanished == vanishes)
    }
    let unknown = TrialRules(iterationLimit: 90)
    let script = Script(
      stride: 1e-9, origin: 10, gradientNorm: { _ in norm }, objective: { _ in 1 })
    #expect(try !script.run(unknown).vanished)
  }

  @Test func vanishingGradientNeedsTenLooksInARow() throws {
    func monitor(until end: Int) throws -> TrialMonitor {
      let rules = TrialRules(
        iterationLimit: 90, minimum: .exact(0), scale: 1, minimizers: [[0, 0]])
      let script = Script(
        stride: 1e-3, origin: 1,
        gradientNorm: { k in k >= 16 && k < end ? 1e-4 : 1 }, objective: { _ in 1 })
      return try script.run(rules)
    }
    #expect(try !monitor(until: 25).vanished)
    #expect(try monitor(until: 26).vanished)
    #expect(try monitor(until: 26).vanishingLooks == 10)
    // Found at 25; the looks at 32 and 40 stand for eight each.
    #expect(try monitor(until: 48).vanishingLooks == 26)
  }

  @Test func convexProblemsAreNotWatchedForVanishing() throws {
    let rules = TrialRules(
      iterationLimit: 90, minimum: .exact(0), scale: 1, isConvex: true, minimizers: [[0, 0]])
    let script = Script(
      stride: 1e-3, origin: 1, gradientNorm: { _ in 1e-4 }, objective: { _ in 1 })
    #expect(try !script.run(rules).vanished)
  }

  static let saddle: HessianFunction = { _ in Matrix.diagonal([1, -1]) }

  @Test func stayNearAStationaryPointIsAPassage() throws {
    let rules = TrialRules(iterationLimit: 90, hessian: Self.saddle)
    let script = Script(
      gradientNorm: { k in k >= 17 && k < 60 ? 1e-4 : 1 }, objective: { -Double($0) })
    let passage = try script.run(rules).passage
    // The loop asks every eighth iteration.
    #expect(passage?.from == 24)
    #expect(passage?.to == 64)
    #expect(passage?.point == [24, 0])
    #expect(passage?.objective == -64)
  }

  @Test func startNearAStationaryPointIsAPassage() throws {
    let rules = TrialRules(iterationLimit: 90, hessian: Self.saddle)
    let script = Script(
      gradientNorm: { k in k < 30 ? 1e-4 : 1 }, objective: { -Double($0) })
    let passage = try script.run(rules).passage
    #expect(passage?.from == 0)
    #expect(passage?.to == 30)
  }

  @Test func shortStayIsNoPassage() throws {
    let rules = TrialRules(iterationLimit: 90, hessian: Self.saddle)
    let script = Script(
      gradientNorm: { k in k >= 22 && k < 28 ? 1e-4 : 1 }, objective: { -Double($0) })
    #expect(try script.run(rules).passage == nil)
  }

  @Test(arguments: [60, 80, 100, 120, 400])
  func cosinesAreThoseOfTheLastFiftySteps(limit: Int) throws {
    // All steps go the same way: fifty steps have forty-nine angles of cosine 1.
    let monitor = try Script { -Double($0) }.run(TrialRules(iterationLimit: limit))
    #expect(monitor.stop == .budget)
    #expect(monitor.meanCosine == 1)
    #expect(monitor.lastObjectives.count == 51)
    #expect(monitor.lastObjectives.last == -Double(limit))
    #expect(monitor.lastObjectives.first == -Double(limit - 50))
  }

  @Test func trialThatEndsOutsideTheWatchHasNoCosine() throws {
    // Watched until half the budget, ended by a target after it.
    let rules = TrialRules(
      iterationLimit: 400, objectiveTargets: [-250], gradientTargets: [-1])
    let monitor = try Script { -Double($0) }.run(rules)
    #expect(monitor.stop == .targets)
    #expect(monitor.meanCosine.isNaN)
  }
}
