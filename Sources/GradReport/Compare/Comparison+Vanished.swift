import GradCore
import GradResults

/// What one of two runs measured and the other did not, though it ran the same cells.
extension Comparison {
  /// Enters the targets that one of the runs alone has, one line each for all cells.
  mutating func enterTargetsOfOneRun(_ baseline: Run, _ run: Run) {
    var known = Set(run.targets)
    for target in baseline.targets where known.insert(target).inserted {
      enter(
        .gone, .successRate, cell: nil, target: add(target: target.text), severity: Self.lostMetric,
        text: DifferenceText(before: "a target", after: "–"))
    }
    known = Set(baseline.targets)
    for (index, target) in run.targets.enumerated() where known.insert(target).inserted {
      enter(
        .new, .successRate, cell: nil, target: index, severity: 0,
        text: DifferenceText(before: "–", after: "a target"))
    }
  }

  /// Enters what the baseline timed and the run, which ran it, did not: one line where nothing was
  /// timed at all.
  ///
  /// A run that left its timings out on purpose has lost nothing. Nor has one without a single count
  /// of instructions: they are counted where the processor or a tool can.
  mutating func enterVanishedTimings(_ baseline: Run, _ run: Run) {
    let ran = Set(run.cells.map { CellKey($0).anyRate })
    let timed = run.fastestTimings.filter { !$0.samples.isEmpty }
    let counted = run.fastestTimings.filter { $0.instructions != nil }
    if !run.leavesOutTimings {
      let missing = baseline.fastestTimings.filter { !$0.samples.isEmpty }
      enterVanished(.secondsPerIteration, missing, unless: timed, ran, run)
    }
    if !counted.isEmpty {
      let missing = baseline.fastestTimings.filter { $0.instructions != nil }
      enterVanished(.instructionsPerIteration, missing, unless: counted, ran, run)
    }
  }

  private mutating func enterVanished(
    _ metric: Metric, _ timings: [CellTiming], unless found: [CellTiming],
    _ ran: Set<CellKey>, _ run: Run
  ) {
    let kept = Set(found.map(\.key))
    // Of cells that are gone themselves that is told already.
    let missing = timings.filter {
      !kept.contains($0.key) && (run.isTimingOnly || ran.contains($0.key))
    }
    guard !missing.isEmpty else { return }
    let text = DifferenceText(before: "timed", after: "–")
    guard !found.isEmpty else {
      enter(.gone, metric, cell: nil, severity: Self.lostMetric, text: text)
      return
    }
    for timing in missing {
      enter(.gone, metric, cell: add(timing.identity.cell), severity: Self.lostMetric, text: text)
    }
  }

  private static let lostMetric = 4.0
}

extension Run {
  var hasSeconds: Bool { fastestTimings.contains { !$0.samples.isEmpty } }
  var hasInstructions: Bool { fastestTimings.contains { $0.instructions != nil } }
  /// Whether its user asked for no timings.
  var leavesOutTimings: Bool { option("no-timings") != nil }
}
