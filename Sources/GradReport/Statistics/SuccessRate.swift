import Foundation

/// How many of some trials hit a target, and what the chance to hit may be.
///
///     p = hits / n,   z: the normal quantile of (1 + level)/2
///     (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
///
/// This is Wilson's score interval. Unlike p ± z √(p(1 − p)/n) it says something where none or all
/// of the trials hit: 5 of 5 leave a chance of 0.65 … 1 at 90 %. It takes trials as independent and
/// of one chance; over problems of unequal difficulty it is only a guide.
///
/// - Source: E. B. Wilson, Journal of the American Statistical Association 22, 1927; R. G. Newcombe,
///   Statistics in Medicine 17, 1998, compares it with others.
public struct SuccessRate: Sendable, Equatable {
  public let hits: Int
  public let trials: Int

  /// - Parameter hits: Of the trials; more than all or fewer than none count as all or none.
  public init(hits: Int, trials: Int) {
    self.trials = max(trials, 0)
    self.hits = min(max(hits, 0), self.trials)
  }

  /// hits ÷ trials; nil without trials.
  public var share: Double? { trials > 0 ? Double(hits) / Double(trials) : nil }

  /// Wilson's interval, within 0 … 1; nil without trials.
  public func interval(level: Double = SuccessRate.level) -> ConfidenceInterval? {
    guard let share else { return nil }
    let z = level == Self.level ? Self.usualHalfWidth : NormalDistribution.halfWidth(level: level)
    guard z.isFinite else { return ConfidenceInterval(lower: 0, upper: 1) }
    let count = Double(trials)
    let square = z * z / count
    let middle = (share + square / 2) / (1 + square)
    let half = z / (1 + square) * (share * (1 - share) / count + square / (4 * count)).squareRoot()
    // Exactly so in theory; rounding leaves 1e-17.
    return ConfidenceInterval(
      lower: hits == 0 ? 0 : max(middle - half, 0),
      upper: hits == trials ? 1 : min(middle + half, 1))
  }

  /// The level of all intervals in reports and files.
  public static let level = 0.9
  private static let usualHalfWidth = NormalDistribution.halfWidth(level: level)
}
