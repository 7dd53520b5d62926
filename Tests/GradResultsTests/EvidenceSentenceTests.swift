import GradCore
import GradResults
import GradTestSupport
import Testing

@Suite struct EvidenceSentenceTests {
  private func reason(
    _ outcome: Outcome, _ evidence: Evidence, rate: Double? = 0.5, edge: StabilityEdge? = nil,
    change: (inout TrialRecord) -> Void = { _ in }
  ) -> String {
    var record = TrialRecord(outcome: outcome)
    record.evidence = evidence
    record.iterations = 100
    change(&record)
    let cell = Cell(
      problem: "p", instance: 1, dimension: 2, optimizer: "gradient-descent", hyperparameters: "",
      learningRate: rate, schedule: "constant", batchSize: "", backend: "analytic", edge: edge)
    return record.reason(cell: cell, targets: [.fraction(0.1), .fraction(1e-5)])
  }

  @Test(arguments: [
    (0.5, false, "learning rate 0.5 > 2/L = 0.38 (a coordinate passed 1e150)"),
    (0.5, true, "learning rate 0.5 > 2/λmax = 0.38 at the minimizer (a coordinate passed 1e150)"),
    (0.2, false, "a coordinate passed 1e150, though learning rate 0.2 < 2/L = 0.38"),
    (0.38, false, "learning rate 0.38 = 2/L = 0.38 (a coordinate passed 1e150)"),
    (0.3801, false, "learning rate 0.3801 > 2/L = 0.38 (a coordinate passed 1e150)"),
  ])
  func divergedTrialNamesTheEdge(rate: Double, isLocal: Bool, ending: String) {
    let edge = StabilityEdge(rate: 0.38, formula: "2/L", isLocal: isLocal)
    #expect(
      reason(.diverged, .tooFar(limit: 1e150, iteration: 24), rate: rate, edge: edge)
        == "diverged at iteration 24: " + ending)
  }

  @Test func distanceIsTheOneThatTheSuiteSets() {
    #expect(
      reason(.diverged, .tooFar(limit: 2.5e6, iteration: 24))
        == "diverged at iteration 24: a coordinate passed 2500000")
    #expect(
      reason(.diverged, .tooFar(limit: 1e12, iteration: 24))
        == "diverged at iteration 24: a coordinate passed 1e12")
  }

  @Test func divergedTrialWithoutAnEdgeSaysWhatWasSeen() {
    #expect(
      reason(.diverged, .notFinite(.gradient, iteration: 6), rate: nil)
        == "diverged at iteration 6: the gradient is not finite")
    #expect(
      reason(.diverged, .rising(window: 40, from: 3.14159, to: 8.2))
        == "diverged by iteration 100: over the last 40 iterations every later gap is above every "
        + "earlier one (3.14 to 8.2)")
    #expect(
      reason(.diverged, .grew(factor: 1.234e8, growth: 1.2149, iteration: 93))
        == "diverged at iteration 93: the gap grew to 1.23e+08 times its scale, 1.21 times a step")
  }

  @Test func otherOutcomesGiveTheirEvidence() {
    #expect(
      reason(.targetHit, .targetHit(target: 1, iteration: 31))
        == "hit target 1e-05 at iteration 31")
    #expect(
      reason(.targetHit, .targetHit(target: 0, iteration: 0)) == "the start is within target 0.1")
    #expect(
      reason(.converged, .smallGradient(norm: 1.234e-9, threshold: 1e-8)) {
        $0.pointKind = .saddle
        $0.gap = 0.75
      }
        == "gradient norm 1.23e-09 ≤ 1e-08 at iteration 100; the point is a saddle; "
        + "gap 0.75 is left")
    #expect(
      reason(.stalled, .stalled(from: 50, to: 100, fall: 1.23e-4))
        == "from iteration 50 to 100 the best objective fell by 0.012 % of what remained")
    #expect(
      reason(.budgetSpent, .budget(fall: 0.125))
        == "the budget was spent at iteration 100; over its last half the best objective fell by "
        + "13 % of what remained")
    #expect(
      reason(.stalled, .stalled(from: 50, to: 100, fall: 1.23e-4, of: .fallBefore))
        == "from iteration 50 to 100 the best objective fell by 0.012 % of what it had fallen before"
    )
    #expect(
      reason(.budgetSpent, .budget(fall: .nan)) == "the budget was spent at iteration 100")
    #expect(
      reason(.unbounded, .fallsWithoutBound(fall: 1.5e12, iteration: 60))
        == "the objective fell by 1.5e+12 by iteration 60 and is still falling")
    #expect(
      reason(.timedOut, .seconds(10)) == "the time limit of 10 s ended it at iteration 100")
    #expect(reason(.cancelled, .interrupted) == "the run was interrupted at iteration 100")
    #expect(reason(.failed, .none) == "an error ended the trial")
  }
}
