import Foundation

/// A median with an interval that holds it whatever the distribution of the samples: two of the
/// samples themselves.
///
///     P(x₍ₖ₎ ≤ median ≤ x₍ₙ₊₁₋ₖ₎) = 1 − 2 · P(Binomial(n, ½) < k)
///
/// k is the largest at which this is at least the level asked for. Fewer samples than any k can
/// serve (8 at 99 %) give the whole range, which then holds the median less often.
///
/// - Source: H. A. David and H. N. Nagaraja, *Order Statistics*, 3rd ed., 2003, section 7.1.
struct MedianInterval: Equatable {
  let median: Double
  let lower: Double
  let upper: Double

  /// nil of no samples.
  init?(_ samples: [Double], level: Double = 0.99) {
    let sorted = samples.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    median = Quantile.ofSorted(sorted, 0.5)
    let count = sorted.count
    let k = Self.rank(count: count, level: level)
    lower = k > 0 ? sorted[k - 1] : first
    upper = k > 0 ? sorted[count - k] : last
  }

  /// k, or 0 where no k serves.
  static func rank(count: Int, level: Double) -> Int {
    // Terms of the binomial distribution, each from the one before, and their sum: both times
    // 2^exponent, since 2^−count itself is 0 for more than 1074 samples. Scaling by powers of two is
    // exact.
    var exponent = -count
    var term = 1.0
    var below = 0.0
    var k = 0
    while k < count / 2, scalbn(2 * (below + term), exponent) <= 1 - level {
      below += term
      term *= Double(count - k) / Double(k + 1)
      k += 1
      if term > 0x1p512 {
        term *= 0x1p-512
        below *= 0x1p-512
        exponent += 512
      }
    }
    return k
  }
}
