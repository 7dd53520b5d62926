public import GradNumerics

/// Percentile intervals by resampling: how a statistic scatters when what was measured is drawn
/// again, with replacement, from itself.
///
///     tᵇ = t(i₁, …, iₙ),  i uniform in 0 ..< n,  b = 1 … B
///     interval = quantiles (1 − level)/2 and (1 + level)/2 of t¹ … tᴮ
///
/// - Quantiles are those of ``Quantile``, on the extended reals: a statistic that is infinite for
///   some draws (no hit among them) gives an infinite end, never NaN. A statistic of NaN counts as
///   `+inf`, the worst.
/// - Equal keys give equal ends on every machine: the draws come from one ``RandomStream``.
/// - What is surprising: with few samples the interval is too narrow. Two samples a < b give
///   (a, a), (a, b), (b, a), (b, b) alike, so half of all draws are an end and none goes beyond.
/// - Cost: B statistics and B·n draws; O(B + n) memory.
/// - Source: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3.
public enum Bootstrap {
  /// Draws enough that the 2.5 % quantile rests on 50 of them.
  public static let resamples = 2000

  /// The interval of a statistic of resampled positions.
  ///
  /// - Parameters:
  ///   - count: n, how many were measured.
  ///   - level: The share of draws between the ends, in 0 … 1: 0.9, 0.95.
  ///   - statistic: Of n positions in 0 ..< n, in the order drawn. The array is used again for the
  ///     next draw, so a statistic that keeps it makes a copy.
  /// - Returns: nil for fewer than two, where nothing can be said, and for no resamples.
  public static func interval(
    count: Int, level: Double, resamples: Int = Bootstrap.resamples, key: RandomKey,
    statistic: ([Int]) -> Double
  ) -> ConfidenceInterval? {
    guard count >= 2, resamples > 0 else { return nil }
    var stream = RandomStream(key)
    var positions = Array(repeating: 0, count: count)
    var statistics: [Double] = []
    statistics.reserveCapacity(resamples)
    for _ in 0..<resamples {
      for place in positions.indices { positions[place] = stream.integer(below: count) }
      let value = statistic(positions)
      statistics.append(value.isNaN ? .infinity : value)
    }
    return interval(of: statistics, level: level)
  }

  /// The interval of the median; NaN samples count as `+inf`.
  ///
  /// - Cost: O(B·n), as sorted samples are counted, not sorted again, for each draw.
  public static func medianInterval(
    of samples: [Double], level: Double, resamples: Int = Bootstrap.resamples, key: RandomKey
  ) -> ConfidenceInterval? {
    let sorted = samples.map { $0.isNaN ? .infinity : $0 }.sorted()
    let count = sorted.count
    var copies = Array(repeating: 0, count: count)
    return interval(count: count, level: level, resamples: resamples, key: key) { positions in
      for place in copies.indices { copies[place] = 0 }
      for position in positions { copies[position] += 1 }
      // The drawn sample number `rank`, counted from 0 in ascending order.
      var lower = Double.nan
      var passed = 0
      for (value, number) in zip(sorted, copies) {
        passed += number
        if lower.isNaN, passed > (count - 1) / 2 { lower = value }
        if passed > count / 2 {
          guard lower < value, lower.isFinite, value.isFinite else { return value }
          return lower + 0.5 * (value - lower)
        }
      }
      return lower
    }
  }

  /// The ends of statistics that were drawn elsewhere; none of them NaN.
  static func interval(of statistics: [Double], level: Double) -> ConfidenceInterval? {
    guard !statistics.isEmpty else { return nil }
    let sorted = statistics.sorted()
    let tail = (1 - min(max(level, 0), 1)) / 2
    return ConfidenceInterval(
      lower: Quantile.ofSorted(sorted, tail), upper: Quantile.ofSorted(sorted, 1 - tail))
  }
}
