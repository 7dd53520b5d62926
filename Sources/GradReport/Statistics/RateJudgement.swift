/// The verdicts on the rates of one family (all of a cell but its learning rate) for one target.
///
///     c(η) = cost of all trials ÷ hits,   c* = its smallest over the rates
///
/// - The best rate is that of c*; of equal costs the one with the smaller final gap, then the
///   smaller rate. Where no rate has a hit it is the rate of the smallest median final gap.
/// - Efficient is the contiguous range round it with c ≤ 2 c*. Where no rate has a hit nothing can
///   be said of too small or too large: only *diverging* is a verdict then.
/// - A family of one rate, or of a method without rates, is judged alike: its only cell is the
///   best, and efficient if it has a hit.
public struct RateJudgement: Sendable, Equatable {
  /// Position of the best rate; nil where nothing was measured.
  public var best: Int?
  /// Positions with c ≤ 2 c* round the best; nil where no rate has a hit.
  public var efficient: ClosedRange<Int>?
  /// One a rate; nil: nothing can be said.
  public var verdicts: [Verdict?]

  /// - Parameters:
  ///   - expectedCosts: In ascending order of the rates; `inf`: no hit, NaN: not measured.
  ///   - divergedShares: Of each rate's trials, 0 … 1.
  ///   - finalGaps: Medians; `inf` where not finite.
  public init(expectedCosts: [Double], divergedShares: [Double], finalGaps: [Double]) {
    let count = min(expectedCosts.count, divergedShares.count, finalGaps.count)
    verdicts = Array(repeating: nil, count: count)
    let measured = (0..<count).filter { !expectedCosts[$0].isNaN }
    func isBetter(_ a: Int, _ b: Int) -> Bool {
      (expectedCosts[a], finalGaps[a], a) < (expectedCosts[b], finalGaps[b], b)
    }
    guard let best = measured.min(by: isBetter) else { return }
    let limit = 2 * expectedCosts[best]
    if limit.isFinite {
      var lower = best
      while lower > 0, expectedCosts[lower - 1] <= limit { lower -= 1 }
      var upper = best
      while upper + 1 < count, expectedCosts[upper + 1] <= limit { upper += 1 }
      efficient = lower...upper
    }
    if limit.isFinite || finalGaps[best].isFinite { self.best = best }
    for position in measured {
      if divergedShares[position] >= 0.5 {
        verdicts[position] = .diverging
      } else if let efficient {
        verdicts[position] =
          position < efficient.lowerBound
          ? .tooSmall : position > efficient.upperBound ? .tooLarge : .efficient
      }
    }
  }
}
