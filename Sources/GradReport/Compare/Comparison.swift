import Foundation
public import GradResults
import GradText

/// What changed between a baseline and a later run of the same suite.
///
/// Trials are joined by their ids, so that only trials of equal problem, method and settings are
/// compared. All metrics but the seconds repeat exactly and are judged exactly, against the
/// tolerances of the later run's suite; seconds are judged by their samples.
public struct Comparison: Sendable {
  /// Everything that is not unchanged: regressions first, then what is gone, inconclusive, better,
  /// new; within each the worst first.
  public var differences: [Difference] { kept.map(difference) }
  /// Differences that are counted and no more, beyond the first million.
  public private(set) var droppedDifferences = 0
  /// How many metrics of cells (and targets) came to each change.
  public private(set) var counts: [Metric: ChangeCounts] = [:]
  /// Geometric mean of after ÷ before, where both are positive and finite; nil without such pairs.
  public var ratios: [Metric: Double] {
    logRatios.compactMapValues { $0.count > 0 ? exp($0.sum / Double($0.count)) : nil }
  }
  /// Trials that both runs have.
  public private(set) var joinedTrials = 0
  /// Cells that both runs have.
  public private(set) var joinedCells = 0
  /// Cells, and their trials, that are compared with those of other hyperparameters: a default was
  /// changed. They are not among the joined ones.
  public private(set) var renamedCells = 0
  public private(set) var renamedTrials = 0
  public private(set) var newCells = 0
  public private(set) var goneCells = 0
  /// Differences of machine, version, suite and options, to be read first.
  public let circumstances: [Circumstance]

  /// Differences that are kept in memory.
  static let mostDifferences = 1_000_000

  let tolerances: Tolerances
  private(set) var kept: [CompactDifference] = []
  /// The later run's cells, then those of the baseline and of the timings that differences name.
  private(set) var cells: [Cell]
  /// The later run's targets, then those of the baseline alone.
  private(set) var targets: [String]
  /// Whether what is entered now comes from trials that ended from outside: where they stood by then
  /// says nothing of the method, so that no change is better or worse.
  var provesNothing = false
  private var texts: [DifferenceText] = []
  private var textIndex: [DifferenceText: Int32] = [:]
  private var logRatios: [Metric: (sum: Double, count: Int)] = [:]

  /// Compares two runs; where one holds timings only, the timings.
  ///
  /// - Throws: ``ComparisonError`` for runs of two suites, for interrupted ones, and for runs without
  ///   a common trial.
  /// - Complexity: O(trials · targets) time.
  public init(baseline: Run, run: Run) throws(ComparisonError) {
    guard baseline.suite.name == run.suite.name else {
      throw .otherSuite(baseline: baseline.suite.name, run: run.suite.name)
    }
    try Self.checkWhole(baseline)
    try Self.checkWhole(run)
    tolerances = Tolerances(run.information?.gates ?? [])
    cells = run.cells
    targets = run.targets.map(\.text)
    circumstances = Circumstance.differences(baseline, run)
    if baseline.isTimingOnly || run.isTimingOnly {
      compareTimings(baseline, run)
      guard counts.values.contains(where: \.hasJoined) else { throw .noTimingInCommon }
    } else {
      let pairing = CellPairing(baseline, run)
      guard !pairing.pairs.isEmpty || (baseline.sweepCount == 0 && run.sweepCount == 0) else {
        throw .nothingInCommon
      }
      joinedTrials = pairing.joinedTrials
      let renamed = pairing.pairs.filter(\.isRenamed)
      renamedCells = renamed.count
      renamedTrials = renamed.reduce(0) { $0 + $1.trials.count }
      joinedCells = pairing.pairs.count - renamedCells
      newCells = pairing.new.count
      goneCells = pairing.gone.count
      // The verdicts of both are made from the trials by the rules of today, whatever version wrote
      // them, and by common trials alone: what else one of them has would make verdicts differ where
      // no trial does.
      let summaries = (
        before: Summary(baseline, groups: pairing.groups(.before)),
        after: Summary(run, groups: pairing.groups(.after))
      )
      let targets = Self.commonTargets(baseline, run)
      compareCells(pairing, baseline, run, summaries, targets: targets)
      compareBestRates(pairing, baseline, run, summaries, targets: targets)
      enterTargetsOfOneRun(baseline, run)
      compareTimings(baseline, run)
    }
    textIndex = [:]
    kept.sort { $0.order < $1.order }
  }

  /// Refuses a run that was interrupted; one that holds timings only planned trials and ran none.
  public static func checkWhole(_ run: Run) throws(ComparisonError) {
    guard run.isTimingOnly || run.isComplete else {
      throw .interrupted(
        folder: run.folder, finished: run.finishedCount, planned: run.plannedCount)
    }
  }

  /// The positions of the targets that both runs have.
  private static func commonTargets(
    _ baseline: Run, _ run: Run
  ) -> [(before: Int, after: Int)] {
    let positions = Dictionary(
      baseline.targets.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return run.targets.enumerated().compactMap { after, name in
      positions[name].map { (before: $0, after: after) }
    }
  }

  /// The number of a change over all metrics.
  public func count(_ change: Change) -> Int {
    counts.values.reduce(0) { $0 + $1[change] }
  }

  // MARK: Entering

  private static let accidentNote = "a trial ended by time limit or interrupt"

  mutating func note(_ metric: Metric, _ change: Change) {
    counts[metric, default: ChangeCounts()][change] += 1
  }

  mutating func note(_ metric: Metric, ratio: Double?) {
    guard let ratio, !provesNothing else { return }
    let known = logRatios[metric] ?? (0, 0)
    // Most ratios of an unchanged run are 1, whose logarithm need not be asked for.
    logRatios[metric] = (known.sum + (ratio == 1 ? 0 : log(ratio)), known.count + 1)
  }

  /// Counts a change and keeps it unless nothing changed.
  ///
  /// - Parameter cell: nil of what holds for every cell.
  mutating func enter(
    _ change: Change, _ metric: Metric, cell: Int?, target: Int? = nil,
    values: (before: Double, after: Double) = (.nan, .nan), severity: Double,
    text: DifferenceText? = nil
  ) {
    guard change != .unchanged else {
      note(metric, .unchanged)
      return
    }
    var (change, severity, text) = (change, severity, text)
    if provesNothing {
      (change, severity) = (.inconclusive, 0)
      var told = text ?? DifferenceText()
      told.note += (told.note.isEmpty ? "" : "; ") + Self.accidentNote
      text = told
    }
    note(metric, change)
    guard kept.count < Self.mostDifferences else {
      droppedDifferences += 1
      return
    }
    kept.append(
      CompactDifference(
        change: change, metric: metric, target: Int32(truncatingIfNeeded: target ?? -1),
        cell: Int32(truncatingIfNeeded: cell ?? -1), values: values, text: intern(text),
        severity: Float(severity), position: Int32(kept.count)))
  }

  /// A cell that the later run does not have; returns its index.
  mutating func add(_ cell: Cell) -> Int {
    cells.append(cell)
    return cells.count - 1
  }

  /// A target that the later run does not have; returns its index.
  mutating func add(target: String) -> Int {
    targets.append(target)
    return targets.count - 1
  }

  private mutating func intern(_ text: DifferenceText?) -> Int32 {
    guard let text, text != DifferenceText() else { return -1 }
    if let index = textIndex[text] { return index }
    let index = Int32(truncatingIfNeeded: texts.count)
    texts.append(text)
    textIndex[text] = index
    return index
  }

  // MARK: Telling

  /// A kept difference with its words.
  func difference(_ compact: CompactDifference) -> Difference {
    let text = compact.text < 0 ? DifferenceText() : texts[Int(compact.text)]
    func shown(_ value: Double) -> String {
      compact.metric == .secondsPerIteration ? secondsText(value) : NumberText.size(value)
    }
    let hasValues = !(compact.values.before.isNaN && compact.values.after.isNaN)
    return Difference(
      change: compact.change, metric: compact.metric,
      cell: compact.cell < 0 ? nil : cells[Int(compact.cell)],
      target: compact.target < 0 ? nil : targets[Int(compact.target)],
      before: text.before ?? shown(compact.values.before),
      after: text.after ?? shown(compact.values.after),
      values: hasValues ? compact.values : nil, note: text.note)
  }

  /// after ÷ before where that is a number with a meaning.
  static func ratio(_ before: Double, _ after: Double) -> Double? {
    before > 0 && after > 0 && before.isFinite && after.isFinite ? after / before : nil
  }
}
