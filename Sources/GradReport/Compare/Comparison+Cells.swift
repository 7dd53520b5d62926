import Foundation
import GradCore
import GradResults

/// How bad a change is, for sorting: whole steps for what was lost, fractions for what got slower.
private enum Severity {
  static let failed = 6.0
  static let diverged = 5.0
  static let lostAnswer = 4.0
  static let changedKind = 1.0
  /// Twice as slow is 1, more is at most 3.
  static func of(ratio: Double?) -> Double {
    guard let ratio, ratio > 0 else { return 3.5 }
    return min(abs(log2(ratio)), 3)
  }
}

extension Comparison {
  /// Compares what repeats exactly, cell by cell.
  mutating func compareCells(
    _ pairing: CellPairing, _ baseline: Run, _ run: Run,
    _ summaries: (before: Summary, after: Summary), targets: [(before: Int, after: Int)]
  ) {
    for (index, pair) in pairing.pairs.enumerated() {
      let note = pair.isRenamed ? renaming(pair, baseline, run) : ""
      provesNothing = pairing.isAccidental[index]
      compareOutcomes(pair, baseline, run, note)
      compareFinalGaps(pair, baseline, run, note)
      for target in targets {
        compare(
          PairedTarget(
            before: summaries.before.row(cell: index, target: target.before),
            after: summaries.after.row(cell: index, target: target.after),
            trials: pair.trials.count),
          cell: pair.after, target: target.after, note: note)
      }
      // A verdict is relative to the family's best rate.
      provesNothing = pairing.isInAccidentalFamily[index]
      for target in targets {
        compareVerdicts(
          summaries.before.row(cell: index, target: target.before),
          summaries.after.row(cell: index, target: target.after),
          pair.after, target.after, note)
      }
      provesNothing = false
      enterLeft(pair, baseline, run, note)
    }
    for cell in pairing.gone {
      enter(
        .gone, .outcome, cell: add(baseline.cells[cell]), severity: Severity.lostAnswer,
        text: DifferenceText(before: "run", after: "–"))
    }
    for cell in pairing.new {
      enter(
        .new, .outcome, cell: cell, severity: 0,
        text: DifferenceText(before: "–", after: "run"))
    }
  }

  // MARK: Cells and trials that one run lacks

  private mutating func enterLeft(
    _ pair: CellPairing.Pair, _ baseline: Run, _ run: Run, _ note: String
  ) {
    if pair.isRenamed {
      enter(
        .gone, .outcome, cell: add(baseline.cells[pair.before]), severity: Severity.lostAnswer,
        text: DifferenceText(before: "run", after: "–", note: note))
      return
    }
    let joined = pair.trials.count
    if pair.goneTrials > 0 {
      enter(
        .gone, .outcome, cell: pair.after, severity: Severity.lostAnswer,
        text: DifferenceText(
          before: "\(joined + pair.goneTrials) trials", after: "\(joined) of them"))
    }
    if pair.newTrials > 0 {
      enter(
        .new, .outcome, cell: pair.after, severity: 0,
        text: DifferenceText(before: "\(joined) trials", after: "\(joined + pair.newTrials)"))
    }
  }

  /// `now beta2=0.99, was 0.999`.
  private func renaming(
    _ pair: CellPairing.Pair, _ baseline: Run, _ run: Run
  ) -> String {
    let before = baseline.cells[pair.before].setting.values.map(\.description)
    let after = run.cells[pair.after].setting.values.map(\.description)
    let gone = before.filter { !after.contains($0) }.joined(separator: ";")
    let new = after.filter { !before.contains($0) }.joined(separator: ";")
    return "now \(new.isEmpty ? "without" : new), was \(gone.isEmpty ? "without" : gone)"
  }

  // MARK: Outcomes

  private mutating func compareOutcomes(
    _ pair: CellPairing.Pair, _ baseline: Run, _ run: Run, _ note: String
  ) {
    let before = OutcomeCounts(pair.trials.map { baseline.records[$0.before]?.outcome })
    let after = OutcomeCounts(pair.trials.map { run.records[$0.after]?.outcome })
    guard before != after else {
      self.note(.outcome, .unchanged)
      return
    }
    let isWorse =
      after.failed > before.failed || after.diverged > before.diverged || after.hit < before.hit
    let isBetter =
      after.failed < before.failed || after.diverged < before.diverged || after.hit > before.hit
    let change: Change =
      isWorse && !isBetter ? .regression : isBetter && !isWorse ? .improvement : .inconclusive
    let severity =
      after.failed > before.failed
      ? Severity.failed
      : after.diverged > before.diverged
        ? Severity.diverged : isWorse ? Severity.lostAnswer : Severity.changedKind
    enter(
      change, .outcome, cell: pair.after, severity: severity,
      text: DifferenceText(before: before.text, after: after.text, note: note))
  }

  // MARK: Final gaps

  /// The median final gap. Trials that ended in both runs because they hit the smallest target are
  /// left out: where within it they stopped is no news. So are those that left for infinity in both.
  private mutating func compareFinalGaps(
    _ pair: CellPairing.Pair, _ baseline: Run, _ run: Run, _ note: String
  ) {
    let cell = run.cells[pair.after]
    let minimum = cell.problem.facts.minimum
    let isKnown =
      minimum != nil && baseline.cells[pair.before].problem.facts.minimum != nil
    let isNoisy = cell.batchSize != .deterministic
    var values: (before: [Double], after: [Double]) = ([], [])
    var floor = 0.0
    for trial in pair.trials {
      guard let before = baseline.records[trial.before], let after = run.records[trial.after] else {
        continue
      }
      if before.outcome == after.outcome {
        switch before.outcome {
        case .targetHit where !isNoisy: continue
        case .diverged, .unbounded: continue
        default: break
        }
      }
      if isKnown {
        values.before.append(before.gap.isNaN ? .infinity : before.gap)
        values.after.append(after.gap.isNaN ? .infinity : after.gap)
        // Gaps smaller than the rounding of the objectives they come from are no gaps.
        let size = max(minimum?.magnitude ?? 0, after.initialObjective.magnitude)
        if size.isFinite { floor = max(floor, 100 * Double.ulpOfOne * size) }
      } else {
        values.before.append(before.finalObjective)
        values.after.append(after.finalObjective)
      }
    }
    guard !values.before.isEmpty else { return }
    var before = Quantile.median(values.before)
    var after = Quantile.median(values.after)
    if isKnown {
      before = max(before, floor)
      after = max(after, floor)
    }
    let ratio = isKnown ? Self.ratio(before, after) : nil
    self.note(.finalGap, ratio: ratio)
    enter(
      tolerances.judge(.finalGap, before: before, after: after), .finalGap, cell: pair.after,
      values: (before, after),
      severity: isKnown ? Severity.of(ratio: ratio) : Severity.changedKind / 2,
      text: DifferenceText(note: note))
  }

  // MARK: Targets

  /// Everything that is known of a cell at one target.
  private mutating func compare(
    _ paired: PairedTarget, cell: Int, target: Int, note: String
  ) {
    guard paired.isDefined else {
      let (before, after) = (paired.before.isDefined, paired.after.isDefined)
      guard before || after else { return }
      enter(
        before ? .gone : .new, .successRate, cell: cell, target: target,
        severity: before ? Severity.lostAnswer : 0,
        text: DifferenceText(
          before: before ? "defined" : "–", after: after ? "defined" : "–",
          note: "the target has a meaning in one of the runs only"))
      return
    }
    let (before, after) = (paired.before, paired.after)
    compareShares(
      .successRate, (before.hits, paired.trials), (after.hits, paired.trials), cell, target,
      severity: Severity.lostAnswer, note)
    compareSizes(.costToTarget, before.costMedian, after.costMedian, cell, target, note)
    compareSizes(
      .iterationsToTarget, before.iterationsMedian, after.iterationsMedian, cell, target, note)
    if !before.dataPassesMedian.isNaN || !after.dataPassesMedian.isNaN {
      compareSizes(
        .dataPassesToTarget, before.dataPassesMedian, after.dataPassesMedian, cell, target, note)
    }
    compareSizes(.expectedCost, before.expectedCost, after.expectedCost, cell, target, note)
    if before.hits > 0, after.hits > 0 {
      compareShares(
        .held, (before.held, before.hits), (after.held, after.hits), cell, target, severity: 0,
        note)
    }
  }

  private mutating func compareShares(
    _ metric: Metric, _ before: (count: Int, of: Int), _ after: (count: Int, of: Int),
    _ cell: Int, _ target: Int, severity: Double, _ note: String
  ) {
    let shares = (
      before: Double(before.count) / Double(before.of),
      after: Double(after.count) / Double(after.of)
    )
    let change = tolerances.judge(metric, shareBefore: shares.before, after: shares.after)
    guard change != .unchanged else {
      self.note(metric, .unchanged)
      return
    }
    enter(
      change, metric, cell: cell, target: target, values: shares,
      severity: severity + abs(shares.after - shares.before) / 2,
      text: DifferenceText(
        before: "\(before.count)/\(before.of)", after: "\(after.count)/\(after.of)", note: note))
  }

  private mutating func compareSizes(
    _ metric: Metric, _ before: Double, _ after: Double, _ cell: Int, _ target: Int,
    _ note: String
  ) {
    let ratio = Self.ratio(before, after)
    self.note(metric, ratio: ratio)
    enter(
      tolerances.judge(metric, before: before, after: after), metric, cell: cell, target: target,
      values: (before, after), severity: Severity.of(ratio: ratio),
      text: DifferenceText(note: note))
  }

  /// A verdict is relative to the best rate, so that another rate's improvement changes it: worse
  /// only where the rate itself costs more, or diverges.
  private mutating func compareVerdicts(
    _ before: TargetSummary, _ after: TargetSummary, _ cell: Int, _ target: Int,
    _ note: String
  ) {
    guard before.verdict != nil || after.verdict != nil else { return }
    guard before.verdict != after.verdict else {
      self.note(.verdict, .unchanged)
      return
    }
    func rank(_ verdict: Verdict?) -> Int? {
      switch verdict {
      case nil: nil
      case .efficient: 0
      case .tooSmall, .tooLarge: 1
      case .diverging: 2
      }
    }
    var change = Change.inconclusive
    if let old = rank(before.verdict), let new = rank(after.verdict) {
      let cost = tolerances.judge(
        .expectedCost, before: before.expectedCost, after: after.expectedCost)
      if new > old, new == 2 || cost == .regression { change = .regression }
      if new < old, old == 2 || cost == .improvement { change = .improvement }
    }
    enter(
      change, .verdict, cell: cell, target: target,
      severity: after.verdict == .diverging ? Severity.diverged : Severity.changedKind / 2,
      text: DifferenceText(
        before: before.verdict?.rawValue ?? "–", after: after.verdict?.rawValue ?? "–", note: note))
  }
}
