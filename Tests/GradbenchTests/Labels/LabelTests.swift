import GradCore
import GradHarness
import GradResults
import Testing

/// What becomes of a trial is what theory says: every label was written, with its proof, before the
/// cell was run.
@Suite struct LabelTests {
  @Test(arguments: LabelledCell.all)
  func cellIsClassifiedAsTheorySays(label: LabelledCell) throws {
    let plan = try Plan.of(label.suite)
    try #require(plan.trials.count == 1)
    let results = plan.run()
    let record = try #require(results.records[0])
    let cell = results.cells[0]
    let reason = record.reason(cell: cell, targets: results.targets)
    let why = "\(label.proof) — but: \(record.outcome) at \(record.iterations), \(reason)"

    #expect(label.outcomes.contains(record.outcome), "\(why)")
    if let iterations = label.iterations {
      #expect(iterations.contains(record.iterations), "\(why)")
    }
    if let gap = label.gap {
      #expect(gap.contains(record.gap), "gap \(record.gap): \(why)")
    }
    for finding in label.findings {
      #expect(record.findings.contains(finding), "\(record.findings.text): \(why)")
    }
    for finding in label.absent {
      #expect(!record.findings.contains(finding), "\(record.findings.text): \(why)")
    }
    if let reached = label.reached {
      let point = record.reachedPoint(of: cell) ?? "nothing"
      #expect(point.hasPrefix(reached), "\(point): \(why)")
    }
    if let words = label.reason { #expect(reason.contains(words), "\(why)") }
    if let theory = label.theory { check(record, theory, label, why) }
  }

  private func check(
    _ record: TrialRecord, _ theory: LinearTheory, _ label: LabelledCell, _ why: String
  ) {
    switch record.outcome {
    case .targetHit, .diverged:
      let predicted =
        record.outcome == .targetHit
        ? theory.hit(label.target, within: label.budget)
        : theory.divergence(within: label.budget)
      // A gap within rounding of the level may fall on either side of it.
      let distance = predicted.map { ($0 - record.iterations).magnitude } ?? .max
      #expect(distance <= 1, "predicted \(predicted ?? -1): \(why)")
    default:
      // Rounding of k steps, each to 1e-16, of gaps that fell by ten decades at most.
      let predicted = theory.gap(at: record.iterations)
      #expect(
        (record.gap - predicted).magnitude <= 1e-6 * predicted, "predicted \(predicted): \(why)")
    }
  }

  @Test func thereAreAtLeastNinetyLabelsAndNoneTwice() {
    let texts = LabelledCell.all.map(\.testDescription)
    #expect(Set(texts).count == texts.count)
    #expect(texts.count >= 90)
    #expect(LabelledCell.all.allSatisfy { $0.proof.count > 20 })
  }

  @Test func everyKindOfOutcomeIsLabelled() {
    let decided = LabelledCell.all.compactMap { $0.outcomes.count == 1 ? $0.outcomes[0] : nil }
    let wanted: [Outcome] = [
      .targetHit, .converged, .stalled, .unbounded, .diverged, .budgetSpent,
    ]
    for outcome in wanted {
      #expect(decided.count { $0 == outcome } >= 5, "\(outcome)")
    }
  }
}
