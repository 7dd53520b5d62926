public import GradNumerics

/// Bootstrap intervals of the expected cost of one cell, fast enough for a hundred thousand of them.
///
///     c = Σ cost of all trials ÷ hits,   drawn again over the trials (its instance's seeds)
///
/// - A draw without a hit costs infinity, so the upper end is infinite where 5 % of the draws have
///   none (at a level of 0.9): with 2 hits of 5, (3/5)⁵ = 8 % of them.
/// - Up to ``largestExact`` trials every draw is weighed by its chance, so the ends are exact: the
///   smallest values that at least (1 − level)/2 and (1 + level)/2 of the draws do not exceed. With
///   more trials ``resamples`` draws are made once and used for every cell; above 8,192 trials fewer
///   of them, down to ``fewestResamples`` from 20,480 on, where each draw scatters less.
/// - Cost: O(n · 126) for n ≤ 5, else O(n · 500) a cell. Memory: that of the draws, 8 MB for one
///   count up to 20,480 trials, 400 bytes a trial for more; draws of several counts are kept up to
///   32 MB together.
/// - Source: as ``Bootstrap``.
public struct ExpectedCostInterval: Sendable {
  public static let largestExact = 5
  public static let resamples = 500
  public static let fewestResamples = 200
  /// Trials times draws of one count, and of all counts that are kept.
  private static let mostCopies = 8192 * resamples
  private static let mostKeptCopies = 4 * mostCopies

  /// Draws for a number of trials that is not weighed exactly.
  static func resamples(of count: Int) -> Int {
    min(max(mostCopies / max(count, 1), fewestResamples), resamples)
  }

  /// How often each trial occurs in a draw, trial after trial, and the draw's chance.
  private struct Draws: Sendable {
    /// No trial is ever drawn 65,536 times: its chance is below 1/65536!.
    var copies: [UInt16] = []
    var chances: [Double] = []
  }

  private let level: Double
  private let key: RandomKey
  private var drawsOfCount: [Int: Draws] = [:]
  private var keptCopies = 0

  public init(level: Double = SuccessRate.level, key: RandomKey) {
    self.level = min(max(level, 0), 1)
    self.key = key
  }

  /// The interval; nil for fewer than two trials.
  ///
  /// - Parameters:
  ///   - costs: To the hit, or all that a miss spent; one a trial.
  ///   - hits: Which trials hit.
  public mutating func interval(costs: [Double], hits: [Bool]) -> ConfidenceInterval? {
    let count = min(costs.count, hits.count)
    guard count >= 2 else { return nil }
    let hitCount = hits.prefix(count).count { $0 }
    if hitCount == 0 { return ConfidenceInterval(lower: .infinity, upper: .infinity) }
    if hitCount == count, costs.prefix(count).allSatisfy({ $0 == costs[0] }) {
      return ConfidenceInterval(lower: costs[0], upper: costs[0])
    }
    let draws = draws(of: count)
    let drawCount = draws.chances.count
    var totals = Array(repeating: 0.0, count: drawCount)
    var hitTotals = Array(repeating: 0.0, count: drawCount)
    draws.copies.withUnsafeBufferPointer { copies in
      for trial in 0..<count {
        let offset = trial * drawCount
        let cost = costs[trial]
        for draw in 0..<drawCount { totals[draw] += Double(copies[offset + draw]) * cost }
        guard hits[trial] else { continue }
        for draw in 0..<drawCount { hitTotals[draw] += Double(copies[offset + draw]) }
      }
    }
    for draw in 0..<drawCount {
      totals[draw] = hitTotals[draw] > 0 ? totals[draw] / hitTotals[draw] : .infinity
    }
    guard count <= Self.largestExact else {
      return Bootstrap.interval(of: totals, level: level)
    }
    let order = (0..<drawCount).sorted { totals[$0] < totals[$1] }
    return ConfidenceInterval(
      lower: Self.quantile((1 - level) / 2, of: totals, chances: draws.chances, order: order),
      upper: Self.quantile((1 + level) / 2, of: totals, chances: draws.chances, order: order))
  }

  /// The smallest value that at least the share `p` of the draws does not exceed.
  private static func quantile(
    _ p: Double, of values: [Double], chances: [Double], order: [Int]
  ) -> Double {
    var sum = 0.0
    for draw in order {
      sum += chances[draw]
      // Sums of chances are a few roundings off.
      if sum >= p - 1e-12 { return values[draw] }
    }
    return order.last.map { values[$0] } ?? .infinity
  }

  private mutating func draws(of count: Int) -> Draws {
    if let known = drawsOfCount[count] { return known }
    let draws = count <= Self.largestExact ? Self.allDraws(of: count) : someDraws(of: count)
    keptCopies += draws.copies.count
    if keptCopies > Self.mostKeptCopies {
      // Draws of one count are made equal again where they are asked for again.
      drawsOfCount = [:]
      keptCopies = draws.copies.count
    }
    drawsOfCount[count] = draws
    return draws
  }

  private func someDraws(of count: Int) -> Draws {
    var stream = RandomStream(key.child(count))
    let resamples = Self.resamples(of: count)
    var draws = Draws()
    draws.chances = Array(repeating: 1 / Double(resamples), count: resamples)
    draws.copies = Array(repeating: 0, count: count * resamples)
    // A few draws at a time are counted one beside the other, where a draw's counts stay in the
    // cache, and then laid out trial after trial.
    let most = 16
    var block = Array(repeating: UInt16(0), count: count * most)
    for first in stride(from: 0, to: resamples, by: most) {
      let width = min(most, resamples - first)
      for place in block.indices { block[place] = 0 }
      for draw in 0..<width {
        for _ in 0..<count { block[draw * count + stream.integer(below: count)] &+= 1 }
      }
      for trial in 0..<count {
        for draw in 0..<width {
          draws.copies[trial * resamples + first + draw] = block[draw * count + trial]
        }
      }
    }
    return draws
  }

  /// Every way to draw `count` of `count` trials, with its multinomial chance.
  private static func allDraws(of count: Int) -> Draws {
    let factorials = (0...count).map { (1...max($0, 1)).reduce(1, *) }
    var rows: [[Int]] = []
    func extend(_ row: [Int], left: Int) {
      if row.count == count - 1 {
        rows.append(row + [left])
      } else {
        for copies in 0...left { extend(row + [copies], left: left - copies) }
      }
    }
    extend([], left: count)
    let ways = (0..<count).reduce(1) { product, _ in product * count }
    var draws = Draws()
    draws.chances = rows.map { row in
      let orders = factorials[count] / row.reduce(1) { $0 * factorials[$1] }
      return Double(orders) / Double(ways)
    }
    for trial in 0..<count { draws.copies += rows.map { UInt16(truncatingIfNeeded: $0[trial]) } }
    return draws
  }
}
