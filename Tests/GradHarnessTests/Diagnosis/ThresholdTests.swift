import Foundation
import GradCore
import GradNumerics
import GradResults
import GradTestSupport
import Testing

@testable import GradHarness

/// Every threshold of the diagnosis decides what it says, and what a suite sets is used.
@Suite struct ThresholdTests {
  /// A trial whose diagnosis hangs on one threshold.
  struct Case: Sendable, CustomStringConvertible {
    let name: String
    /// What the default is replaced by.
    let other: Double
    /// What is looked at, by default and with the other value.
    let expected: [String]
    let look: @Sendable (TrialRecord) -> String
    let script: Script
    var rules = DiagnosisTests.rules(20)
    var facts = DiagnosisTests.facts()

    var description: String { name }
  }

  private static func has(_ finding: Finding) -> @Sendable (TrialRecord) -> String {
    { $0.findings.contains(finding) ? "found" : "not found" }
  }

  private static let kind: @Sendable (TrialRecord) -> String = {
    $0.pointKind.map { "\($0)" } ?? "none"
  }

  /// ‖g‖ is 1 throughout; without a Hessian nothing else tells what the end is.
  private static func stationary(_ name: String, _ other: Double) -> Case {
    var found = Case(
      name: name, other: other, expected: ["notStationary", "none"], look: kind,
      script: Script(objective: DiagnosisTests.falling))
    found.rules.hessian = { _ in nil }
    return found
  }

  static let cases: [Case] = {
    // ln f falls by 0.01 a look, with waves of ± 0.1: the slope is some standard errors from 0.
    var noisy = Case(
      name: "noiseFloorErrors", other: 1e3, expected: ["not found", "found"],
      look: has(.noiseFloor),
      script: Script { exp(-0.01 * Double($0) + ($0 % 2 == 0 ? 0.1 : -0.1)) },
      rules: DiagnosisTests.rules(300))
    noisy.rules.batch = BatchPlan(sampleCount: 10, batchSize: 1, sampling: .reshuffle)
    noisy.rules.tracesEverything = true
    // The looks from 151 on are within the target, but for each tenth and the last.
    var held = Case(
      name: "heldShare", other: 0.85, expected: ["budgetSpent", "targetHit"],
      look: { $0.outcome.rawValue },
      script: Script { $0 > 150 && $0 % 10 > 0 ? 0.01 : 1 },
      rules: DiagnosisTests.rules(300, targets: [0.1], stops: false))
    held.rules.batch = noisy.rules.batch
    held.rules.tracesEverything = true
    // ‖g‖ is 1e-9 and the curvature 1e-7: a Newton step of 1e-2 at (5e-6, 0).
    var step = Case(
      name: "newtonStep", other: 0.1, expected: ["budgetSpent", "converged"],
      look: { $0.outcome.rawValue },
      script: Script(
        stride: 1e-6, gradientNorm: { $0 < 5 ? 1 : 1e-9 }, objective: DiagnosisTests.falling))
    step.rules.hessian = { _ in Matrix.diagonal([1e-7, 1]) }
    return [
      noisy, held, step,
      stationary("stationaryFraction", 1), stationary("stationaryNorm", 1),
      Case(
        name: "domainSlack", other: 4, expected: ["found", "not found"], look: has(.leftDomain),
        script: Script(objective: DiagnosisTests.falling),
        facts: DiagnosisTests.facts(box: [-1...5, -1...1])),
      Case(
        name: "minimumSlack", other: 1e-10, expected: ["found", "not found"],
        look: has(.belowMinimum), script: Script { $0 == 7 ? -1e-11 : 1 }),
      Case(
        name: "reachedDistance", other: 1e-4, expected: ["0", "-1"], look: { "\($0.reached)" },
        script: Script(objective: DiagnosisTests.falling),
        facts: DiagnosisTests.facts(known: [KnownPoint([20.01, 0], objective: 0)])),
    ]
  }()

  @Test(arguments: cases)
  func thresholdDecides(one: Case) throws {
    let found = try DiagnosisTests.record(one.script, one.rules, facts: one.facts)
    #expect(one.look(found) == one.expected[0])
    let text = suite(rest: "\"diagnosis\": {\"\(one.name)\": \(one.other)}")
    var rules = one.rules
    rules.thresholds = try planned(text).suite.thresholds
    let other = try DiagnosisTests.record(one.script, rules, facts: one.facts)
    #expect(one.look(other) == one.expected[1])
  }
}
