public import GradCore
public import GradNumerics

/// The sum of absolute values: convex with a kink in every coordinate.
///
///     f(x) = Σᵢ |xᵢ|
///
/// The subgradient is the sign of each coordinate, 0 at the kink. It does not get small near the
/// minimizer, so at a constant learning rate η every coordinate ends in a cycle within ±η; rates
/// that fall like 1/√k arrive.
///
/// - Minimum: f = 0 at (0, …, 0), on all kinks at once.
/// - Start: (√2, √3, …, √(n+1)), so that steps of a round length do not land on the kinks.
/// - Conditioning: no curvature anywhere.
/// - Cost: O(n) for the objective and for the analytic subgradient.
/// - Source: N. Z. Shor, Minimization Methods for Non-Differentiable Functions, 1985.
public struct AbsoluteValue: ProblemEntry, AnalyticProblem {
  public static let id = "absolute-value"
  public static let summary = "Sum of absolute values, a kink in every coordinate"
  public static let formula = "sum of |x[i]|"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 2)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count { sum = sum + S.abs(x[i]) }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      sum = sum + S.abs(x[i])
      g[i] = S.sign(x[i])
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: (0..<dimension).map { Double($0 + 2).squareRoot() },
      minimum: .exact(0),
      knownPoints: [
        KnownPoint([Double](repeating: 0, count: dimension), objective: 0, isSmooth: false)
      ],
      isConvex: true, smoothness: .kinked,
      source: "N. Z. Shor, Minimization Methods for Non-Differentiable Functions, 1985")
  }
}
