import GradResults

/// One row of `summary.csv`: what the trials of one cell came to at one target.
public struct TargetSummary: Sendable, Equatable {
  /// Whether the target has a meaning on the problem.
  public var isDefined = false
  public var hits = 0
  /// Of the hits those that stayed within the target until the end.
  public var held = 0
  /// Quantiles of the cost to the target over the trials; a miss is infinite.
  public var costMedian = Double.nan
  public var costLowerQuartile = Double.nan
  public var costUpperQuartile = Double.nan
  /// Cost of all trials, misses with all they spent, ÷ hits; infinite without a hit.
  public var expectedCost = Double.nan
  /// Medians like that of the cost; NaN where there are no data passes.
  public var iterationsMedian = Double.nan
  public var dataPassesMedian = Double.nan
  public var verdict: Verdict?
  public var isBest = false

  init() {}

  /// What some finished trials of one cell came to; the verdict is the family's to say.
  init(_ run: Run, trials: [Int], target: Int) {
    self.init()
    let spendings = trials.compactMap { trial in
      run.hit(trial: trial, target: target).isDefined
        ? run.spending(trial: trial, target: target) : nil
    }
    guard !spendings.isEmpty, spendings.count == trials.count else { return }
    isDefined = true
    hits = spendings.count(where: \.isHit)
    held = spendings.count(where: \.isHeld)
    let total = spendings.reduce(0.0) { $0 + Double($1.cost) }
    expectedCost = hits > 0 ? total / Double(hits) : .infinity
    let costs = spendings.map(\.costOfHit).sorted()
    costMedian = Quantile.ofSorted(costs, 0.5)
    costLowerQuartile = Quantile.ofSorted(costs, 0.25)
    costUpperQuartile = Quantile.ofSorted(costs, 0.75)
    iterationsMedian = Quantile.median(spendings.map(\.iterationsOfHit))
    let passes = trials.compactMap { run.dataPasses(trial: $0, target: target) }
    if !passes.isEmpty { dataPassesMedian = Quantile.median(passes) }
  }
}
