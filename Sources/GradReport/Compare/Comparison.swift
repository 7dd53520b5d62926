import Foundation
public import GradResults

/// What changed between a baseline and a later run of the same suite.
///
/// Trials are joined by their ids, so that only trials of equal problem, method and settings are
/// compared. All metrics but the seconds repeat exactly and are judged exactly, against the
/// tolerances of the later run's suite; seconds are judged by their samples.
public struct Comparison: Sendable {
  /// Everything that is not unchanged: regressions first, then what is gone, inconclusive, better,
  /// new; within each the worst first.
  public private(set) var differences: [Difference] = []
  /// How many metrics of cells (and targets) came to each change.
  public private(set) var counts: [Metric: [Change: Int]] = [:]
  /// Geometric mean of after ÷ before, where both are positive and finite; nil without such pairs.
  public var ratios: [Metric: Double] {
    logRatios.compactMapValues { $0.count > 0 ? exp($0.sum / Double($0.count)) : nil }
  }
  /// Trials that both runs have.
  public private(set) var joinedTrials = 0
  /// Cells that both runs have.
  public private(set) var joinedCells = 0
  public private(set) var newCells = 0
  public private(set) var goneCells = 0
  /// Differences of machine, version, suite and options, to be read first.
  public let circumstances: [Circumstance]

  let tolerances: Tolerances
  private var logRatios: [Metric: (sum: Double, count: Int)] = [:]

  /// Compares two runs.
  ///
  /// - Throws: ``ComparisonError`` for runs of two suites, and of runs without a common trial.
  /// - Complexity: O(trials · targets) time.
  public init(baseline: StoredRun, run: StoredRun) throws(ComparisonError) {
    guard baseline.file.suite.name == run.file.suite.name else {
      throw .otherSuite(baseline: baseline.file.suite.name, run: run.file.suite.name)
    }
    tolerances = Tolerances(run.file.gates)
    circumstances = Circumstance.differences(baseline.file, run.file)
    let pairing = CellPairing(baseline, run)
    guard !pairing.pairs.isEmpty || (baseline.trials.isEmpty && run.trials.isEmpty) else {
      throw .nothingInCommon
    }
    joinedTrials = pairing.joinedTrials
    joinedCells = pairing.pairs.count
    newCells = pairing.new.count
    goneCells = pairing.gone.count
    compareCells(pairing, baseline, run)
    compareBestRates(pairing, baseline, run)
    compareTimings(baseline, run)
    differences = differences.enumerated().sorted {
      ($0.element.order, -$0.element.severity, $0.offset)
        < ($1.element.order, -$1.element.severity, $1.offset)
    }.map(\.element)
  }

  /// The number of a change over all metrics.
  public func count(_ change: Change) -> Int {
    counts.values.reduce(0) { $0 + ($1[change] ?? 0) }
  }

  // MARK: Entering

  mutating func note(_ metric: Metric, _ change: Change) {
    counts[metric, default: [:]][change, default: 0] += 1
  }

  mutating func note(_ metric: Metric, ratio: Double?) {
    guard let ratio else { return }
    logRatios[metric, default: (0, 0)].sum += log(ratio)
    logRatios[metric, default: (0, 0)].count += 1
  }

  mutating func enter(_ difference: Difference) {
    note(difference.metric, difference.change)
    if difference.change != .unchanged { differences.append(difference) }
  }

  /// after ÷ before where that is a number with a meaning.
  static func ratio(_ before: Double, _ after: Double) -> Double? {
    before > 0 && after > 0 && before.isFinite && after.isFinite ? after / before : nil
  }
}

extension Difference {
  /// Regressions first; equal ones are sorted by severity, then stay in the order of the files.
  fileprivate var order: Int {
    switch change {
    case .regression: 0
    case .gone: 1
    case .inconclusive: 2
    case .improvement: 3
    case .new: 4
    case .unchanged: 5
    }
  }
}
