public import GradCore
public import GradNumerics

/// The symmetric log-sum-exp: a smooth maximum of ±xᵢ.
///
///     f(x) = log( (1/n) Σᵢ cosh xᵢ )
///
/// Far out it is nearly maxᵢ |xᵢ| − log 2n, a cone on which one coordinate moves at a time; near the
/// minimizer it is the bowl ‖x‖² / 2n. Its steepest curvature (L = ½) is found on the ridges where
/// two coordinates tie, not at the minimizer (1/n), so the rate 1/L is safe but slow at the end.
/// Computed with the largest |xᵢ| taken out, so that nothing overflows.
///
/// - Minimum: f = 0 at (0, …, 0).
/// - Start: (1, 2, …, n).
/// - Conditioning: κ = 1 at the minimum; L = ½ (1 for n = 1), approached far out where two tie.
/// - Cost: 2n exponentials and a logarithm.
/// - Source: S. Boyd and L. Vandenberghe, Convex Optimization, 2004, section 3.1.5.
public struct LogSumExp: ProblemEntry, AnalyticProblem {
  public static let id = "log-sum-exp"
  public static let summary = "A smooth maximum of |x[i]|: cone outside, bowl inside"
  public static let formula = "log(mean of cosh(x[i]))"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 10)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var largest = S.abs(x[0])
    for i in 0..<x.count { largest = S.max(largest, S.abs(x[i])) }
    var sum: S = 0
    for i in 0..<x.count { sum = sum + (S.exp(x[i] - largest) + S.exp(-x[i] - largest)) }
    return largest + S.log(S(0.5 / Double(dimension)) * sum)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var largest = S.abs(x[0])
    for i in 0..<x.count { largest = S.max(largest, S.abs(x[i])) }
    var sum: S = 0
    for i in 0..<x.count {
      let (up, down) = (S.exp(x[i] - largest), S.exp(-x[i] - largest))
      sum = sum + (up + down)
      g[i] = up - down
    }
    let scale = 1 / sum
    for i in 0..<x.count { g[i] = scale * g[i] }
    return largest + S.log(S(0.5 / Double(dimension)) * sum)
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: (1...dimension).map(Double.init),
      // The logarithm's argument is 1 to rounding at the minimizer; the true minimum is 0.
      minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 0, count: dimension), objective: 0)],
      isConvex: true, lipschitzConstant: dimension == 1 ? 1 : 0.5,
      largestEigenvalue: 1 / Double(dimension), smallestEigenvalue: 1 / Double(dimension),
      source: "S. Boyd and L. Vandenberghe, Convex Optimization, 2004, section 3.1.5")
  }
}
