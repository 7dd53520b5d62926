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
  mutating func compareCells(_ pairing: CellPairing, _ baseline: StoredRun, _ run: StoredRun) {
    let targets = run.targets.enumerated().compactMap { after, name in
      baseline.targets.firstIndex(of: name).map { (name: name, before: $0, after: after) }
    }
    for pair in pairing.pairs {
      let note = pair.isRenamed ? renaming(pair, baseline, run) : ""
      enter(outcome(pair, baseline, run, note))
      if let gap = finalGap(pair, baseline, run, note) { enter(gap) }
      for target in targets {
        let cell = PairedTarget(pair, baseline, run, before: target.before, after: target.after)
        for difference in differences(cell, target: target.name, note: note) { enter(difference) }
      }
      enterLeft(pair, baseline, run)
    }
    for cell in pairing.gone {
      enter(
        Difference(
          .gone, .outcome, baseline.cells[cell], before: "run", after: "–",
          severity: Severity.lostAnswer))
    }
    for cell in pairing.new {
      enter(
        Difference(.new, .outcome, run.cells[cell], before: "–", after: "run", severity: 0))
    }
  }

  // MARK: Cells and trials that one run lacks

  private mutating func enterLeft(
    _ pair: CellPairing.Pair, _ baseline: StoredRun, _ run: StoredRun
  ) {
    let cell = run.cells[pair.after]
    let joined = pair.trials.count
    if pair.isRenamed {
      enter(
        Difference(
          .gone, .outcome, baseline.cells[pair.before], before: "run", after: "–",
          severity: Severity.lostAnswer, note: renaming(pair, baseline, run)))
      return
    }
    if pair.goneTrials > 0 {
      enter(
        Difference(
          .gone, .outcome, cell, before: "\(joined + pair.goneTrials) trials",
          after: "\(joined) of them", severity: Severity.lostAnswer))
    }
    if pair.newTrials > 0 {
      enter(
        Difference(
          .new, .outcome, cell, before: "\(joined) trials",
          after: "\(joined + pair.newTrials)", severity: 0))
    }
  }

  /// `now beta2=0.99, was 0.999`.
  private func renaming(
    _ pair: CellPairing.Pair, _ baseline: StoredRun, _ run: StoredRun
  ) -> String {
    func settings(_ text: String) -> [Substring] { text.split(separator: ";") }
    let before = settings(baseline.cells[pair.before].hyperparameters)
    let after = settings(run.cells[pair.after].hyperparameters)
    let gone = before.filter { !after.contains($0) }.joined(separator: ";")
    let new = after.filter { !before.contains($0) }.joined(separator: ";")
    return "now \(new.isEmpty ? "without" : new), was \(gone.isEmpty ? "without" : gone)"
  }

  // MARK: Outcomes

  private func outcome(
    _ pair: CellPairing.Pair, _ baseline: StoredRun, _ run: StoredRun, _ note: String
  ) -> Difference {
    let before = OutcomeCounts(pair.trials.map { baseline.records[$0.before].outcome })
    let after = OutcomeCounts(pair.trials.map { run.records[$0.after].outcome })
    let (change, severity): (Change, Double)
    if before == after {
      (change, severity) = (.unchanged, 0)
    } else if before.isAccidental || after.isAccidental {
      // Ended from outside: says nothing of the method.
      (change, severity) = (.inconclusive, 0)
    } else {
      let isWorse =
        after.failed > before.failed || after.diverged > before.diverged || after.hit < before.hit
      let isBetter =
        after.failed < before.failed || after.diverged < before.diverged || after.hit > before.hit
      change =
        isWorse && !isBetter ? .regression : isBetter && !isWorse ? .improvement : .inconclusive
      severity =
        after.failed > before.failed
        ? Severity.failed
        : after.diverged > before.diverged
          ? Severity.diverged : isWorse ? Severity.lostAnswer : Severity.changedKind
    }
    return Difference(
      change, .outcome, run.cells[pair.after], before: before.text, after: after.text,
      severity: severity, note: note)
  }

  // MARK: Final gaps

  /// The median final gap. Trials that ended in both runs because they hit the smallest target are
  /// left out: where within it they stopped is no news. nil: all did, or nothing is known.
  private mutating func finalGap(
    _ pair: CellPairing.Pair, _ baseline: StoredRun, _ run: StoredRun, _ note: String
  ) -> Difference? {
    let cell = run.cells[pair.after]
    let isKnown = cell.minimum != nil && baseline.cells[pair.before].minimum != nil
    let isNoisy = !cell.batchSize.isEmpty
    var values: (before: [Double], after: [Double]) = ([], [])
    var floor = 0.0
    for trial in pair.trials {
      let before = baseline.records[trial.before]
      let after = run.records[trial.after]
      if !isNoisy, before.outcome == .targetHit, after.outcome == .targetHit { continue }
      if isKnown {
        values.before.append(before.gap.isNaN ? .infinity : before.gap)
        values.after.append(after.gap.isNaN ? .infinity : after.gap)
        // Gaps smaller than the rounding of the objectives they come from are no gaps.
        let size = max(cell.minimum?.magnitude ?? 0, after.initialObjective.magnitude)
        if size.isFinite { floor = max(floor, 100 * Double.ulpOfOne * size) }
      } else {
        values.before.append(before.finalObjective)
        values.after.append(after.finalObjective)
      }
    }
    guard !values.before.isEmpty else { return nil }
    var before = Quantile.median(values.before)
    var after = Quantile.median(values.after)
    if isKnown {
      before = max(before, floor)
      after = max(after, floor)
    }
    let ratio = isKnown ? Self.ratio(before, after) : nil
    self.note(.finalGap, ratio: ratio)
    return Difference(
      tolerances.judge(.finalGap, before: before, after: after), .finalGap, cell,
      before: NumberText.size(before), after: NumberText.size(after), values: (before, after),
      ratio: ratio, severity: isKnown ? Severity.of(ratio: ratio) : Severity.changedKind, note: note
    )
  }

  // MARK: Targets

  /// Everything that is known of a cell at one target.
  private mutating func differences(
    _ paired: PairedTarget, target: String, note: String
  ) -> [Difference] {
    let cell = paired.cell
    guard paired.isDefined else {
      guard paired.isDefinedOnce else { return [] }
      return [
        Difference(
          .inconclusive, .successRate, cell, target: target, before: "", after: "", severity: 0,
          note: "the target has a meaning in one of the runs only")
      ]
    }
    var found: [Difference] = []
    func share(_ metric: Metric, _ before: (Int, Int), _ after: (Int, Int), severity: Double) {
      let shares = (Double(before.0) / Double(before.1), Double(after.0) / Double(after.1))
      found.append(
        Difference(
          tolerances.judge(metric, shareBefore: shares.0, after: shares.1), metric, cell,
          target: target, before: "\(before.0)/\(before.1)", after: "\(after.0)/\(after.1)",
          values: shares, severity: severity + abs(shares.1 - shares.0), note: note))
    }
    func size(_ metric: Metric, _ before: Double, _ after: Double) {
      let ratio = Self.ratio(before, after)
      self.note(metric, ratio: ratio)
      found.append(
        Difference(
          tolerances.judge(metric, before: before, after: after), metric, cell, target: target,
          before: NumberText.size(before), after: NumberText.size(after),
          values: (before, after), ratio: ratio, severity: Severity.of(ratio: ratio), note: note))
    }
    let (before, after) = (paired.before, paired.after)
    share(
      .successRate, (before.hits, before.trials), (after.hits, after.trials),
      severity: Severity.lostAnswer)
    size(.costToTarget, before.medianCost, after.medianCost)
    size(.iterationsToTarget, before.medianIterations, after.medianIterations)
    if !before.medianPasses.isNaN || !after.medianPasses.isNaN {
      size(.dataPassesToTarget, before.medianPasses, after.medianPasses)
    }
    size(.expectedCost, before.expectedCost, after.expectedCost)
    if before.hits > 0, after.hits > 0 {
      share(
        .held, (before.held, before.hits), (after.held, after.hits),
        severity: Severity.changedKind)
    }
    if let verdict = verdict(paired, target: target, note: note) { found.append(verdict) }
    return found
  }

  /// A verdict is relative to the best rate, so that another rate's improvement changes it: worse
  /// only where the rate itself costs more, or diverges.
  private func verdict(_ paired: PairedTarget, target: String, note: String) -> Difference? {
    let (before, after) = (paired.judgementBefore, paired.judgementAfter)
    if before.verdict == nil, after.verdict == nil { return nil }
    func rank(_ verdict: String?) -> Int? {
      verdict.flatMap(Verdict.init(rawValue:)).map {
        switch $0 {
        case .efficient: 0
        case .tooSmall, .tooLarge: 1
        case .diverging: 2
        }
      }
    }
    var change = Change.unchanged
    if before.verdict != after.verdict {
      change = .inconclusive
      if let old = rank(before.verdict), let new = rank(after.verdict) {
        let cost = tolerances.judge(
          .expectedCost, before: before.expectedCost, after: after.expectedCost)
        if new > old, new == 2 || cost == .regression { change = .regression }
        if new < old, old == 2 || cost == .improvement { change = .improvement }
      }
    }
    return Difference(
      change, .verdict, paired.cell, target: target, before: before.verdict ?? "–",
      after: after.verdict ?? "–", severity: Severity.changedKind, note: note)
  }
}

/// The outcomes of a cell's trials, counted.
private struct OutcomeCounts: Equatable {
  private var counts: [Outcome: Int] = [:]

  init(_ outcomes: [Outcome]) {
    for outcome in outcomes { counts[outcome, default: 0] += 1 }
  }

  var hit: Int { counts[.targetHit] ?? 0 }
  var diverged: Int { counts[.diverged] ?? 0 }
  var failed: Int { counts[.failed] ?? 0 }
  var isAccidental: Bool { counts[.cancelled] != nil || counts[.timedOut] != nil }

  /// `targetHit`; of several trials `3 targetHit, 2 diverged`.
  var text: String {
    if counts.count == 1, let only = counts.first {
      return only.value == 1 ? only.key.rawValue : "\(only.value) \(only.key.rawValue)"
    }
    return Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\($0) \(outcome.rawValue)" }
    }.joined(separator: ", ")
  }
}
