public import GradCore
public import GradNumerics

/// A sum of powers: the higher the exponent, the flatter the bottom.
///
///     f(x) = Σᵢ |xᵢ|ᵖ
///
/// Convex; for p > 2 the curvature vanishes at the minimizer and gradient descent closes the gap
/// like k^(−p/(p−2)), never linearly.
///
/// - Minimum: f = 0 at (0, …, 0).
/// - Start: (1, …, 1).
/// - Conditioning: singular at the minimizer for p > 2; κ = 1 for p = 2.
/// - Cost: O(n log p) for the objective and for the analytic gradient.
/// - Source: S. Boyd and L. Vandenberghe, Convex Optimization, 2004, section 3.1.5 (powers of the
///   absolute value).
public struct Power: ProblemEntry, AnalyticProblem {
  public static let id = "power"
  public static let summary = "Sum of powers |x|^p, flat at the bottom"
  public static let formula = "sum of |x[i]|^p"
  public static let parameters: [Parameter] = [
    .dimension(1...100_000, default: 2),
    .integer("exponent", 2...16, default: 4, "p; 1 is absolute-value"),
  ]

  public let dimension: Int
  private let exponent: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
    exponent = values.integer("exponent")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count { sum = sum + S.pow(S.abs(x[i]), exponent) }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    let p = S(Double(exponent))
    for i in 0..<x.count {
      sum = sum + S.pow(S.abs(x[i]), exponent)
      // |x|ᵖ⁻² x: no sign is needed, and p = 2 is smooth at 0 to second order.
      g[i] = p * (S.pow(S.abs(x[i]), exponent - 2) * x[i])
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [Double](repeating: 1, count: dimension),
      minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 0, count: dimension), objective: 0)],
      isConvex: true, smoothness: exponent.isMultiple(of: 2) ? .infinite : .gradient,
      lipschitzConstant: exponent == 2 ? 2 : nil, strongConvexity: exponent == 2 ? 2 : nil,
      largestEigenvalue: exponent == 2 ? 2 : 0, smallestEigenvalue: exponent == 2 ? 2 : 0,
      source: "S. Boyd and L. Vandenberghe, Convex Optimization, 2004, section 3.1.5")
  }
}
