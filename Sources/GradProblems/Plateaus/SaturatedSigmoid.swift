public import GradCore
public import GradNumerics

/// A saturated unit: one sigmoid, started on its flat side.
///
///     f(x) = σ(−s x) = 1 / (1 + exp(s x))
///
/// The slope at the start is about s · exp(−10): a unit that is sure and wrong hardly learns.
///
/// - Minimum: none; the infimum 0 is approached as x → ∞.
/// - Start: x = −10/s, so that the unit starts at σ(10) = 0.99995 for every s.
/// - Conditioning: none at infinity. L = s² / (6√3).
/// - Cost: one exponential.
/// - Source: Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, "Efficient BackProp", 1998.
public struct SaturatedSigmoid: ProblemEntry, AnalyticProblem {
  public static let id = "saturated-sigmoid"
  public static let summary = "A sigmoid started on its flat side"
  public static let formula = "1/(1 + exp(s x))"
  public static let parameters: [Parameter] = [
    .number(
      "steepness", Interval(1e-3, 1e3), default: 10, "s: how steep the sigmoid is at its middle")
  ]

  public var dimension: Int { 1 }
  private let steepness: Double

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    steepness = values.number("steepness")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S { S.sigmoid(S(-steepness) * x[0]) }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let z = S(steepness) * x[0]
    let value = S.sigmoid(-z)
    // σ(z) = 1 − σ(−z), without cancellation
    g[0] = S(-steepness) * (value * S.sigmoid(z))
    return value
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [-10 / steepness],
      minimum: .infimum(0),
      isConvex: false,
      lipschitzConstant: steepness * steepness / (6 * 3.0.squareRoot()),
      source: "Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller, Efficient BackProp, 1998")
  }
}
