public import GradCore
public import GradNumerics

/// The sphere: the bowl on which everything works.
///
///     f(x) = Σᵢ xᵢ²
///
/// Gradient descent with the learning rate 1/L = ½ lands on the minimizer in one iteration, exactly;
/// it is stable below 1 and diverges above. What fails here is a mistake.
///
/// - Minimum: f = 0 at (0, …, 0).
/// - Start: (1, …, 1).
/// - Conditioning: κ = 1; the Hessian is twice the identity.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: K. A. De Jong, dissertation, University of Michigan, 1975, function F1.
public struct Sphere: ProblemEntry, AnalyticProblem {
  public static let id = "sphere"
  public static let summary = "Sum of squares, the bowl on which everything works"
  public static let formula = "sum of x[i]^2"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 10)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count { sum = sum + x[i] * x[i] }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      sum = sum + x[i] * x[i]
      g[i] = 2 * x[i]
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [Double](repeating: 1, count: dimension),
      box: [ClosedRange<Double>](repeating: -5.12...5.12, count: dimension),
      minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 0, count: dimension), objective: 0)],
      isConvex: true, lipschitzConstant: 2, strongConvexity: 2,
      largestEigenvalue: 2, smallestEigenvalue: 2,
      source: "K. A. De Jong, dissertation, University of Michigan, 1975")
  }
}
