import Foundation
import GradCore
import GradNumerics
import GradTestSupport
import Testing

@testable import GradHarness

/// Findings of trials that end at, or pass, points which a Hessian certifies.
@Suite struct CertifiedEndTests {
  /// A slow approach, at distance 10 from the minimizer and with a gap of 1: from iteration 16 on the
  /// gradient vanishes by the rule.
  static let approach = Script(
    stride: 1e-6, origin: 10, gradientNorm: { $0 < 16 ? 1 : 1e-5 * integerPower(0.5, $0 - 16) },
    objective: { 1 + 1 / Double($0 + 1) })

  static func rules(_ hessian: @escaping HessianFunction) -> TrialRules {
    TrialRules(
      iterationLimit: 400, minimum: .exact(0), scale: 1, minimizers: [[0, 0]], hessian: hessian)
  }

  static let facts = DiagnosisTests.facts(known: [KnownPoint([0, 0], objective: 0)])

  @Test(arguments: [1.0, -1])
  func approachToACertifiedPointIsNoVanishingGradient(sign: Double) throws {
    let record = try DiagnosisTests.record(
      Self.approach, Self.rules { _ in Matrix.diagonal([sign, 1]) }, facts: Self.facts)
    #expect(record.outcome == .converged)
    #expect(record.pointKind == (sign > 0 ? .minimum : .saddle))
    #expect(record.findings.contains(.saddle) == (sign < 0))
    #expect(!record.findings.contains(.vanishingGradient))
    #expect(!record.findings.contains(.plateau))
  }

  @Test func vanishingGradientThatWasLeftBehindIsKept() throws {
    // Flat from 16 to 99, where the Hessian is 0; then steep; at last the minimum.
    let script = Script(
      stride: 0.01,
      gradientNorm: { k in k >= 16 && k < 100 ? 1e-6 : k < 150 ? 1 : 1e-9 },
      objective: { 1 + 1 / Double($0 + 1) })
    let record = try DiagnosisTests.record(
      script,
      Self.rules { $0[0] < 1.2 ? Matrix(rows: 2, columns: 2) : Matrix.identity(2) },
      facts: Self.facts)
    #expect(record.outcome == .converged)
    #expect(record.pointKind == .minimum)
    #expect(record.findings.contains(.vanishingGradient))
  }

  @Test func flatGroundThatWasCrossedIsNoSaddle() throws {
    // Bends down, but ever less: its Newton step leads to nowhere.
    let far: HessianFunction = { Matrix.diagonal([-exp(-$0[0].magnitude), exp(-$0[0].magnitude)]) }
    let script = Script(
      origin: 5,
      gradientNorm: { k in k < 30 ? exp(-5 - Double(k)) : 1 }, objective: { $0 < 70 ? 1 : 0.5 })
    var rules = DiagnosisTests.rules(90)
    rules.hessian = far
    #expect(try !DiagnosisTests.record(script, rules).findings.contains(.saddle))
  }

  /// Of a trial that goes on after its targets, on a bowl above the minimum.
  private static func certified(targets: [Double]) -> TrialRules {
    var rules = DiagnosisTests.rules(90, targets: targets, stops: false)
    rules.hessian = { _ in Matrix.identity(2) }
    return rules
  }

  @Test func convergenceAfterAllTargetsIsATargetHit() throws {
    let script = Script(
      gradientNorm: { $0 < 30 ? 1 : 0 }, objective: { 1 / Double($0 + 1) })
    let hit = try DiagnosisTests.record(
      script, Self.certified(targets: [0.5, 0.1]))
    #expect(hit.outcome == .targetHit)
    #expect(hit.iterations == 30)
    let missed = try DiagnosisTests.record(
      script, Self.certified(targets: [0.5, 0.01]))
    #expect(missed.outcome == .converged)
  }
}
