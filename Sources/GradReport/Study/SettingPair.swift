import Foundation

/// Two settings on the ranked problems and the seeds that both ran, each at the rate chosen for the problem.
struct SettingPair: Sendable {
  /// Settings of the study.
  var a = 0
  var b = 0
  /// Problems × seeds that both ran.
  var pairs = 0
  /// Pairs in which it alone hit, or hit at a lower cost.
  var winsA = 0
  var winsB = 0
  /// Equal costs, or both missed.
  var ties = 0
  /// Pairs that both hit: only they have a ratio.
  var bothHit = 0
  /// Geometric mean of cost of a ÷ cost of b over the pairs that both hit.
  var ratio: Double?
  /// Where it lies if problems and seeds are drawn again; nil with nothing to draw from.
  var ratioInterval: ConfidenceInterval?
  /// Of ln cost of a − ln cost of b, where a miss costs infinity and two misses are equal.
  var test: WilcoxonSignedRank?
  /// The test's p, corrected for the number of pairs of settings.
  var correctedP: Double?

  /// Whether the interval of the ratio reaches 1.
  var isClose: Bool { ratioInterval?.contains(1) == true }

  init(
    _ costs: PairedCosts, rows: (a: Int, b: Int), settings: (a: Int, b: Int),
    resampling: TwoLevelResampling?
  ) {
    (a, b) = settings
    var differences: [Double] = []
    var logRatios = Array(repeating: Double.nan, count: costs.count)
    for place in 0..<costs.count {
      let (costA, costB) = (costs.costs[rows.a][place], costs.costs[rows.b][place])
      guard !costA.isNaN, !costB.isNaN else { continue }
      pairs += 1
      let difference: Double
      switch (costs.isHit[rows.a][place], costs.isHit[rows.b][place]) {
      case (true, true):
        bothHit += 1
        // The logarithm of one quotient, the larger cost above: so 2/3, 4/6 and 3/2 are one rank,
        // where log(a / b) and log(b / a) differ in the last bit.
        let size = log(max(costA, costB) / min(costA, costB))
        difference = costA < costB ? -size : size
        logRatios[place] = log(costA / costB)
      case (true, false): difference = -.infinity
      case (false, true): difference = .infinity
      case (false, false): difference = 0
      }
      differences.append(difference)
      if difference < 0 { winsA += 1 } else if difference > 0 { winsB += 1 } else { ties += 1 }
    }
    test = WilcoxonSignedRank(differences: differences)
    guard bothHit > 0 else { return }
    ratio = exp(logRatios.reduce(0) { $1.isNaN ? $0 : $0 + $1 } / Double(bothHit))
    guard bothHit > 1, let resampling else { return }
    // Draws without a pair that both hit say nothing.
    let means = resampling.means(of: logRatios).filter { !$0.isNaN }
    ratioInterval = Bootstrap.interval(of: means, level: SuccessRate.level).map {
      ConfidenceInterval(lower: exp($0.lower), upper: exp($0.upper))
    }
  }
}
