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
    // Terms of the binomial distribution, each from the one before.
    var term = pow(0.5, Double(count))
    var below = 0.0
    var k = 0
    while k < count / 2, 2 * (below + term) <= 1 - level {
      below += term
      term *= Double(count - k) / Double(k + 1)
      k += 1
    }
    lower = k > 0 ? sorted[k - 1] : first
    upper = k > 0 ? sorted[count - k] : last
  }
}
