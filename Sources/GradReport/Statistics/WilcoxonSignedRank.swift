import Foundation

/// The paired signed-rank test of Wilcoxon: whether differences lie to one side of 0.
///
///     ranks of |dᵢ|, equal ones share their mean;  W₊ = Σ ranks of dᵢ > 0,  W₋ of dᵢ < 0
///     statistic = min(W₊, W₋),   p = 2 min(P(W ≤ W₊), P(W ≥ W₊)), at most 1
///
/// P is over all 2ⁿ choices of signs, each as likely. The conventions are those of SciPy 1.15's
/// `wilcoxon` with its defaults, once the zeros are dropped:
///
/// - Differences of 0 are dropped (`zero_method="wilcox"`); n counts the others.
/// - p is exact for n ≤ 50 without equal |dᵢ|, and for n ≤ 13 with them; else the normal
///   approximation with variance n(n + 1)(2n + 1)/24 − Σ(t³ − t)/48 over groups of t equal |dᵢ|,
///   without continuity correction.
/// - An infinite difference, one of a pair missed, has the largest rank; several share it. NaN, as
///   from `inf − inf` where both missed, is no difference.
/// - With n nonzero differences no exact p is below 2/2ⁿ: fewer than six never reach 0.05.
///
/// - Cost: O(n log n), exact O(n³).
/// - Source: F. Wilcoxon, Biometrics Bulletin 1(6), 1945.
public struct WilcoxonSignedRank: Sendable, Equatable {
  /// Differences that are not 0.
  public let count: Int
  public let positiveRankSum: Double
  public let negativeRankSum: Double
  /// Two-sided, in 0 … 1; 1 where no difference is left.
  public let p: Double

  public var statistic: Double { min(positiveRankSum, negativeRankSum) }

  static let largestExact = 50
  static let largestExactWithTies = 13

  /// nil of no differences at all.
  public init?(differences: [Double]) {
    guard !differences.isEmpty else { return nil }
    let nonzero = differences.filter { !$0.isNaN && $0 != 0 }
      .sorted { $0.magnitude < $1.magnitude }
    count = nonzero.count
    var positive = 0.0
    var negative = 0.0
    // Twice the ranks are whole numbers, also where two share one.
    var doubledRanks: [Int] = []
    var tieTerm = 0.0
    var start = 0
    while start < nonzero.count {
      var end = start + 1
      while end < nonzero.count, nonzero[end].magnitude == nonzero[start].magnitude { end += 1 }
      let doubled = start + 1 + end
      for index in start..<end {
        doubledRanks.append(doubled)
        if nonzero[index] > 0 { positive += Double(doubled) } else { negative += Double(doubled) }
      }
      let equal = Double(end - start)
      tieTerm += equal * equal * equal - equal
      start = end
    }
    positiveRankSum = positive / 2
    negativeRankSum = negative / 2
    if nonzero.isEmpty {
      p = 1
    } else if nonzero.count <= (tieTerm == 0 ? Self.largestExact : Self.largestExactWithTies) {
      p = Self.exact(doubledRanks: doubledRanks, smaller: Int(min(positive, negative)))
    } else {
      let n = Double(nonzero.count)
      let variance = n * (n + 1) * (2 * n + 1) / 24 - tieTerm / 48
      let z = abs(positive - negative) / 4 / variance.squareRoot()
      p = min(1, 2 * NormalDistribution.upperTail(z))
    }
  }

  /// 2 P(sum of the ranks with one sign ≤ the smaller sum), at most 1: the distribution is
  /// symmetric, so the other tail is as large.
  private static func exact(doubledRanks: [Int], smaller: Int) -> Double {
    // Only sums up to the smaller one matter. Halved at each rank, chances stay below 1.
    var chances = Array(repeating: 0.0, count: smaller + 1)
    chances[0] = 1
    for rank in doubledRanks {
      for sum in stride(from: smaller, through: 0, by: -1) {
        chances[sum] = 0.5 * (chances[sum] + (sum >= rank ? chances[sum - rank] : 0))
      }
    }
    return min(1, 2 * chances.reduce(0, +))
  }
}
