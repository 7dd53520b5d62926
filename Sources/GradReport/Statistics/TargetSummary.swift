/// One row of `summary.csv`: what the trials of one cell came to at one target.
public struct TargetSummary: Sendable, Equatable {
  /// Whether the target has a meaning on the problem.
  public var isDefined = false
  public var hits = 0
  /// Quantiles of the cost to the target over the trials; a miss is infinite.
  public var costMedian = Double.nan
  public var costLowerQuartile = Double.nan
  public var costUpperQuartile = Double.nan
  /// Cost of all trials, misses with all they spent, ÷ hits; infinite without a hit.
  public var expectedCost = Double.nan
  public var dataPassesMedian = Double.nan
  public var verdict: Verdict?
  public var isBest = false
}
