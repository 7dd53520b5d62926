/// What the trials of one cell came to, whatever the target.
public struct CellSummary: Sendable, Equatable {
  /// Indices of the plan's trials that count: finished, and not cancelled.
  public var trials: [Int] = []
  public var diverged = 0
  /// Quantiles of the final gap; a gap that is not finite is infinite, NaN: minimum unknown.
  public var gapMedian = Double.nan
  public var gapLowerQuartile = Double.nan
  public var gapUpperQuartile = Double.nan
  /// The median final objective, for problems whose minimum is unknown.
  public var objectiveMedian = Double.nan

  /// What rates are compared by where no target was hit.
  var gapOrObjective: Double {
    let value = gapMedian.isNaN ? objectiveMedian : gapMedian
    return value.isNaN ? .infinity : value
  }
}
