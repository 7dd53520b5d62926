public import GradCore
public import GradNumerics

/// DQRTIC: a sum of quartics with no curvature at the minimizer.
///
///     f(x) = Σᵢ (xᵢ − i)⁴
///
/// The Hessian vanishes where the answer is: gradient descent closes the gap like k⁻², ever more
/// slowly, and the far coordinates limit the learning rate at the start.
///
/// - Minimum: f = 0 at (1, 2, …, n).
/// - Start: (2, …, 2).
/// - Conditioning: singular, the Hessian is 0 at the minimizer.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: CUTE, I. Bongartz, A. R. Conn, N. Gould, Ph. L. Toint, ACM TOMS 21(1), 1995.
public struct Dqrtic: ProblemEntry, AnalyticProblem {
  public static let id = "dqrtic"
  public static let summary = "Sum of quartics, no curvature at the minimizer"
  public static let formula = "sum of (x[i] - i)^4"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 10)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let d = x[i] - S(Double(i + 1))
      let square = d * d
      sum = sum + square * square
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let d = x[i] - S(Double(i + 1))
      let square = d * d
      sum = sum + square * square
      g[i] = 4 * square * d
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [Double](repeating: 2, count: dimension),
      minimum: .exact(0),
      knownPoints: [KnownPoint((1...dimension).map(Double.init), objective: 0)],
      isConvex: true, largestEigenvalue: 0, smallestEigenvalue: 0,
      source: "I. Bongartz, A. R. Conn, N. Gould, Ph. L. Toint, ACM TOMS 21(1), 1995")
  }
}
