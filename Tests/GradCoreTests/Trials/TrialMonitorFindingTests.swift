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
