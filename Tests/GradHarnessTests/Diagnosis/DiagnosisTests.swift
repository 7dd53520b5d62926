import GradCore
import GradNumerics
import GradResults
import GradTestSupport
import Testing

@testable import GradHarness

/// Outcomes and findings on trials whose numbers are written down for them.
@Suite struct DiagnosisTests {
  static func facts(
    minimum: Minimum = .exact(0), smoothness: Smoothness = .infinite,
    box: [ClosedRange<Double>]? = nil, known: [KnownPoint] = []
  ) -> Facts {
    Facts(
      start: [0, 0], box: box, minimum: minimum, knownPoints: known, isConvex: false,
      smoothness: smoothness, source: "a script")
  }

  static func rules(_ limit: Int, targets: [Double] = [], stops: Bool = true) -> TrialRules {
    TrialRules(
      iterationLimit: limit, objectiveTargets: targets, gradientTargets: targets.map { _ in -1 },
      stopsAtTarget: stops, minimum: .exact(0), scale: 1)
  }

  static func record(
    _ script: Script, _ rules: TrialRules, facts: Facts = facts()
  ) throws -> TrialRecord {
    Diagnosis(monitor: try script.run(rules), facts: facts, hessian: rules.hessian).record()
  }

  static func falling(_ k: Int) -> Double { 1 / Double(k + 1) }

  // MARK: Outcomes

  @Test func slowGrowthUntilTheBudgetsEndIsDiverged() throws {
    for limit in [40, 100, 101, 1000] {
      let record = try Self.record(Script { 1 + 1e-4 * Double($0) }, Self.rules(limit))
      #expect(record.outcome == .diverged)
      guard case .rising(let window, let from, let to) = record.evidence else {
        Issue.record("evidence \(record.evidence)")
        continue
      }
      #expect(window == Swift.max(40, limit / 4) / 2)
      #expect(from < to)
    }
  }

  @Test(arguments: [1, 2, 19, 30, 39])
  func growthOverLessThanAWindowIsNotDiverged(limit: Int) throws {
    #expect(
      try Self.record(Script { 1 + Double($0) }, Self.rules(limit)).outcome == .budgetSpent)
  }

  @Test func riseBelowTheStartIsNotDiverged() throws {
    let script = Script { k in k < 10 ? 1 - 0.05 * Double(k) : 0.5 + 1e-4 * Double(k) }
    #expect(try Self.record(script, Self.rules(400)).outcome != .diverged)
  }

  @Test func wavesAboveTheStartAreNotDiverged() throws {
    let script = Script { k in k == 0 ? 1 : 2 + (k % 2 == 0 ? 0.5 : 0) }
    #expect(try Self.record(script, Self.rules(90)).outcome == .budgetSpent)
  }

  @Test func everyStopHasItsOutcome() throws {
    let unbounded = TrialRules(iterationLimit: 100, minimum: .unboundedBelow)
    let free = Self.facts(minimum: .unboundedBelow)
    #expect(
      try Self.record(Script { -integerPower(10.0, $0) }, unbounded, facts: free).outcome
        == .unbounded)
    #expect(
      try Self.record(Script { integerPower(10.0, $0) }, Self.rules(100)).outcome == .diverged)
    #expect(try Self.record(Script { _ in .nan }, Self.rules(100)).outcome == .diverged)
    #expect(
      try Self.record(Script { Swift.max(0.5, Self.falling($0)) }, Self.rules(400)).outcome
        == .stalled)
    #expect(
      try Self.record(Script(objective: Self.falling), Self.rules(90)).outcome == .budgetSpent)
    let flat = Script(gradientNorm: { $0 < 5 ? 1 : 0 }, objective: Self.falling)
    var certified = Self.rules(90)
    certified.hessian = { _ in .identity(2) }
    #expect(try Self.record(flat, certified).outcome == .converged)
  }

  @Test func smallestTargetHitIsTheOutcomeAlsoWhereTheTrialGoesOn() throws {
    let script = Script(objective: Self.falling)
    #expect(
      try Self.record(script, Self.rules(90, targets: [0.5, 0.1], stops: false)).outcome
        == .targetHit)
    #expect(
      try Self.record(script, Self.rules(90, targets: [0.5, 0.001], stops: false)).outcome
        == .budgetSpent)
  }

  @Test func distanceEvidenceNamesTheThresholdThatWasSet() throws {
    var rules = Self.rules(200)
    rules.thresholds.farthestPoint = 1e3
    let record = try Self.record(Script(stride: 210) { _ in 1 }, rules)
    #expect(record.outcome == .diverged)
    #expect(record.evidence == .tooFar(limit: 1e3, iteration: record.iterations))
  }

  @Test func growthEvidenceNamesTheFactorAStep() throws {
    let record = try Self.record(Script { integerPower(10.0, $0) }, Self.rules(100))
    guard case .grew(let factor, let growth, let iteration) = record.evidence else {
      Issue.record("evidence \(record.evidence)")
      return
    }
    #expect(factor == 1e9)
    #expect((growth - 10).magnitude < 1e-12)
    #expect(iteration == 9)
  }

  // MARK: Findings

  @Test func nanIsFound() throws {
    let record = try Self.record(Script { $0 < 9 ? 1 : .nan }, Self.rules(100))
    #expect(record.findings.contains(.nonFinite))
  }

  @Test func turningStepsAreAnOscillation() throws {
    // f jumps between two values and gets nowhere.
    let script = Script { k in k == 0 ? 1 : k % 2 == 0 ? 0.4 : 0.6 }
    #expect(try Self.record(script, Self.rules(90)).findings.contains(.oscillation))
    #expect(
      try !Self.record(Script(objective: Self.falling), Self.rules(90)).findings
        .contains(.oscillation))
  }

  /// Steps there and back between two points at the same height: their cosine tells, also of a trial
  /// that hit its target on the way and lost it, and of none that stays within it.
  @Test(arguments: [(0.5, true), (0.01, false)])
  func cycleAfterALostHitIsAnOscillation(height: Double, isFound: Bool) throws {
    let script = Script { k in k == 30 ? 0.01 : k % 2 == 0 ? height : height * 1.2 }
    let record = try Self.record(script, Self.rules(90, targets: [0.1], stops: false))
    #expect(record.outcome == .targetHit)
    #expect(record.findings.contains(.oscillation) == isFound)
  }

  @Test func wavesWithinRoundingAreNoOscillation() throws {
    let script = Script { k in k == 0 ? 1 : k % 2 == 0 ? 1e-17 : 2e-17 }
    let facts = Self.facts(minimum: .exact(-1))
    var rules = Self.rules(90)
    rules.minimum = .exact(-1)
    // The gap is 1, the waves are 1e-17.
    #expect(try !Self.record(script, rules, facts: facts).findings.contains(.oscillation))
  }

  @Test func restingOnVanishingGroundIsAPlateau() throws {
    var rules = Self.rules(400)
    rules.minimizers = [[0, 0]]
    let script = Script(
      stride: 1e-6, origin: 100, gradientNorm: { $0 < 8 ? 1 : 1e-9 },
      objective: { $0 < 8 ? 1 : 0.9 })
    let record = try Self.record(script, rules)
    #expect(record.outcome == .stalled)
    #expect(record.findings.contains(.vanishingGradient))
    #expect(record.findings.contains(.plateau))
  }

  @Test func shortVanishingIsNoPlateau() throws {
    var rules = Self.rules(400)
    rules.minimizers = [[0, 0]]
    // Sixteen of four hundred iterations.
    let script = Script(
      stride: 1e-6, origin: 100, gradientNorm: { $0 >= 16 && $0 < 32 ? 1e-9 : 1 },
      objective: Self.falling)
    let record = try Self.record(script, rules)
    #expect(record.findings.contains(.vanishingGradient))
    #expect(!record.findings.contains(.plateau))
  }

  @Test(arguments: [(0.95, false), (0.85, true)])
  func saddleIsFoundWhereThePassageEndsInAFallOfATenth(left: Double, isFound: Bool) throws {
    var rules = Self.rules(90)
    rules.hessian = { _ in Matrix.diagonal([1, -1]) }
    let script = Script(
      gradientNorm: { $0 >= 16 && $0 < 60 ? 1e-4 : 1 }, objective: { $0 < 70 ? 1 : left })
    #expect(try Self.record(script, rules).findings.contains(.saddle) == isFound)
    rules.hessian = { _ in Matrix.diagonal([1, 1]) }
    #expect(try !Self.record(script, rules).findings.contains(.saddle))
  }

  @Test func endAtASaddleIsFound() throws {
    var rules = Self.rules(90)
    rules.hessian = { _ in Matrix.diagonal([1, -1]) }
    let script = Script(gradientNorm: { $0 < 5 ? 1 : 0 }, objective: Self.falling)
    let record = try Self.record(script, rules)
    #expect(record.outcome == .converged)
    #expect(record.pointKind == .saddle)
    #expect(record.findings.contains(.saddle))
  }

  @Test func largeGradientIsNotStationaryWithoutAHessian() throws {
    var rules = Self.rules(20)
    rules.hessian = { _ in nil }
    #expect(
      try Self.record(Script(objective: Self.falling), rules).pointKind == .notStationary)
  }

  @Test func endOutsideTheBoxLeftTheDomain() throws {
    let facts = Self.facts(box: [-1...5, -1...1])
    let script = Script(objective: Self.falling)
    #expect(try Self.record(script, Self.rules(6), facts: facts).findings.contains(.leftDomain))
    #expect(try !Self.record(script, Self.rules(5), facts: facts).findings.contains(.leftDomain))
  }

  @Test(arguments: [(-1e-11, true), (-1e-13, false)])
  func valueBelowTheMinimumIsFound(value: Double, isFound: Bool) throws {
    let script = Script { $0 == 7 ? value : 1 }
    #expect(
      try Self.record(script, Self.rules(20)).findings.contains(.belowMinimum) == isFound)
  }

  @Test func stallOnAKinkIsNonDifferentiable() throws {
    let script = Script { Swift.max(0.5, Self.falling($0)) }
    let kinked = try Self.record(
      script, Self.rules(400), facts: Self.facts(smoothness: .kinked))
    #expect(kinked.findings.contains(.nonDifferentiable))
    #expect(
      try !Self.record(script, Self.rules(400)).findings.contains(.nonDifferentiable))
  }

  @Test func explosionIsFound() throws {
    let script = Script(gradientNorm: { $0 == 9 ? 500 : 1 }, objective: Self.falling)
    #expect(try Self.record(script, Self.rules(20)).findings.contains(.explodingGradient))
  }

  @Test func nearestKnownPointIsReached() throws {
    let facts = Self.facts(
      known: [
        KnownPoint([3, 0], objective: 0), KnownPoint([20.01, 0], objective: 0),
        KnownPoint([10, 0], objective: 1, kind: .saddle),
      ])
    let script = Script(objective: Self.falling)
    // `reached` names minimizers only.
    #expect(try Self.record(script, Self.rules(10), facts: facts).reached == -1)
    // 20 is within 1e-3 · 20.01 of the second.
    #expect(try Self.record(script, Self.rules(20), facts: facts).reached == 1)
    #expect(try Self.record(script, Self.rules(19), facts: facts).reached == -1)
  }

  static let lines: [(points: [(x: Double, y: Double)], slope: Double)] = [
    ([(0, 1), (1, 2), (2, 3)], .infinity), ([(0, 5), (1, 5), (2, 5)], 0),
    // Residuals 1/3, −2/3, 1/3 about a slope of 1, whose error is √((2/3) / 1 / 2) = 0.577.
    ([(0, 0), (1, 0), (2, 2)], 1.7320508075688774),
  ]

  @Test(arguments: lines.indices)
  func slopeIsMeasuredInItsStandardErrors(line: Int) {
    let (points, slope) = Self.lines[line]
    let found = Diagnosis.slopeInErrors(points)
    #expect(found == slope || (found - slope).magnitude < 1e-12)
  }
}
