public import GradResults

/// How much worse each metric may get: what the suite's gates say, else the metric's own default.
///
/// A tolerance is a fraction of the baseline's value; of `successRate` and `held` it is a difference
/// of shares. `outcome` and `verdict` have kinds, not sizes, and know no tolerance.
public struct Tolerances: Sendable {
  private let ofMetric: [Metric: Double]

  public init(_ gates: [RunInformation.Gate]) {
    var tolerances: [Metric: Double] = [:]
    for gate in gates {
      if let metric = Metric(rawValue: gate.metric) { tolerances[metric] = gate.tolerance }
    }
    ofMetric = tolerances
  }

  public subscript(metric: Metric) -> Double { ofMetric[metric] ?? metric.defaultTolerance }

  /// Judges a size of which less is better, on the extended reals: a miss is infinite.
  func judge(_ metric: Metric, before: Double, after: Double) -> Change {
    if before == after || (before.isNaN && after.isNaN) { return .unchanged }
    if before.isNaN || after.isNaN { return .inconclusive }
    // Rounding of (1 + tolerance) must not make a rise of exactly the tolerance a regression.
    let slack = self[metric] * before.magnitude * (1 + 1e-12)
    if before.isFinite, after <= before + slack, after >= before - slack { return .unchanged }
    return after > before ? .regression : .improvement
  }

  /// Judges a share of which more is better.
  func judge(_ metric: Metric, shareBefore before: Double, after: Double) -> Change {
    if (after - before).magnitude <= self[metric] * (1 + 1e-12) { return .unchanged }
    return after < before ? .regression : .improvement
  }
}
