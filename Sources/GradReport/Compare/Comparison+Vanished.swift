import GradCore
import GradResults

/// What one of two runs measured and the other did not, though it ran the same cells.
extension Comparison {
  /// Enters the targets that one of the runs alone has, one line each for all cells.
  mutating func enterTargetsOfOneRun(_ baseline: StoredRun, _ run: StoredRun) {
    var known = Set(run.targets)
    for name in baseline.targets where known.insert(name).inserted {
      enter(
        .gone, .successRate, cell: nil, target: add(target: name), severity: Self.lostMetric,
        text: DifferenceText(before: "a target", after: "–"))
    }
    known = Set(baseline.targets)
    for (index, name) in run.targets.enumerated() where known.insert(name).inserted {
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
  mutating func enterVanishedTimings(_ baseline: StoredRun, _ run: StoredRun) {
    let ran = Set(run.cells.map { CellKey($0).anyRate })
    let timed = run.timings.filter { !$0.samples.isEmpty }
    let counted = run.timings.filter { $0.instructionsPerIteration != nil }
    if !run.leavesOutTimings {
      let missing = baseline.timings.filter { !$0.samples.isEmpty }
      enterVanished(.secondsPerIteration, missing, unless: timed, ran, run)
    }
    if !counted.isEmpty {
      let missing = baseline.timings.filter { $0.instructionsPerIteration != nil }
      enterVanished(.instructionsPerIteration, missing, unless: counted, ran, run)
    }
  }

  private mutating func enterVanished(
    _ metric: Metric, _ timings: [StoredTiming], unless found: [StoredTiming],
    _ ran: Set<CellKey>, _ run: StoredRun
  ) {
    let kept = Set(found.map { CellKey($0.cell) })
    // Of cells that are gone themselves that is told already.
    let missing = timings.filter {
      !kept.contains(CellKey($0.cell)) && (run.isTimingOnly || ran.contains(CellKey($0.cell)))
    }
    guard !missing.isEmpty else { return }
    let text = DifferenceText(before: "timed", after: "–")
    guard !found.isEmpty else {
      enter(.gone, metric, cell: nil, severity: Self.lostMetric, text: text)
      return
    }
    for timing in missing {
      enter(.gone, metric, cell: add(timing.cell), severity: Self.lostMetric, text: text)
    }
  }

  private static let lostMetric = 4.0
}

extension StoredRun {
  var hasSeconds: Bool { timings.contains { !$0.samples.isEmpty } }
  var hasInstructions: Bool { timings.contains { $0.instructionsPerIteration != nil } }
  /// Whether its user asked for no timings.
  var leavesOutTimings: Bool { file.options["no-timings"] != nil }
}
