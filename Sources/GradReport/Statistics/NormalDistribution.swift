import Foundation

/// The normal distribution of mean 0 and variance 1.
enum NormalDistribution {
  /// P(Z > z). Accurate far out in the tail, where 1 − P(Z ≤ z) would be rounding.
  static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

  /// The half-width of the central interval that holds `level` of the distribution: 1.645 for 0.9.
  ///
  /// By halving, until neighbouring doubles are left.
  static func halfWidth(level: Double) -> Double {
    let tail = (1 - min(max(level, 0), 1)) / 2
    guard tail < 0.5 else { return 0 }
    guard tail > 0 else { return .infinity }
    var (lower, upper) = (0.0, 40.0)
    while true {
      let middle = lower + (upper - lower) / 2
      if middle <= lower || middle >= upper { return middle }
      if upperTail(middle) > tail { lower = middle } else { upper = middle }
    }
  }
}
