import GradResults

/// What the trials of one cell came to, whatever the target.
public struct CellSummary: Sendable, Equatable {
  /// Indices of the run's trials that count: finished, and not cancelled.
  public var trials: [Int] = []
  public var diverged = 0
  /// Quantiles of the final gap; a gap that is not finite is infinite, NaN: minimum unknown.
  public var gapMedian = Double.nan
  public var gapLowerQuartile = Double.nan
  public var gapUpperQuartile = Double.nan
  /// The median final objective, for problems whose minimum is unknown.
  public var objectiveMedian = Double.nan

  init(_ run: Run, cell: Int, trials: [Int]) {
    self.trials = trials
    let records = trials.compactMap { run.records[$0] }
    guard !records.isEmpty else { return }
    diverged = records.count { $0.outcome == .diverged }
    if run.cells[cell].problem.facts.minimum != nil {
      let gaps = records.map { $0.gap.isNaN ? .infinity : $0.gap }.sorted()
      gapMedian = Quantile.ofSorted(gaps, 0.5)
      gapLowerQuartile = Quantile.ofSorted(gaps, 0.25)
      gapUpperQuartile = Quantile.ofSorted(gaps, 0.75)
    } else {
      objectiveMedian = Quantile.median(records.map(\.finalObjective))
    }
  }

  /// What rates are compared by where no target was hit.
  var gapOrObjective: Double {
    let value = gapMedian.isNaN ? objectiveMedian : gapMedian
    return value.isNaN ? .infinity : value
  }
}
