public import GradCore
public import GradNumerics

/// Huber's function: a parabola in the middle, straight lines outside.
///
///     f(x) = Σᵢ h(xᵢ),   h(t) = ½ t² for |t| < δ,   δ |t| − ½ δ² outside
///
/// The gradient is bounded by δ in each coordinate: far away gradient descent moves by at most η δ
/// an iteration and the time to arrive grows with the distance.
///
/// - Minimum: f = 0 at (0, …, 0).
/// - Start: (5, …, 5).
/// - Conditioning: κ = 1 at the minimum; L = 1. The second derivative jumps at |xᵢ| = δ.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: P. J. Huber, The Annals of Mathematical Statistics 35(1), 1964.
public struct Huber: ProblemEntry, AnalyticProblem {
  public static let id = "huber"
  public static let summary = "Parabola in the middle, straight lines outside"
  public static let formula = "sum of (x[i]^2/2 where |x[i]| < d, else d |x[i]| - d^2/2)"
  public static let parameters: [Parameter] = [
    .dimension(1...100_000, default: 10),
    .number("threshold", .positive, default: 1, "d: where the parabola ends"),
  ]

  public let dimension: Int
  private let threshold: Double

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
    threshold = values.number("threshold")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let d = S(threshold)
    var sum: S = 0
    for i in 0..<x.count {
      let size = S.abs(x[i])
      let line = d * (size - 0.5 * d)
      sum = sum + S.select(size, lessThan: d, then: 0.5 * x[i] * x[i], else: line)
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let d = S(threshold)
    var sum: S = 0
    for i in 0..<x.count {
      let size = S.abs(x[i])
      let line = d * (size - 0.5 * d)
      sum = sum + S.select(size, lessThan: d, then: 0.5 * x[i] * x[i], else: line)
      g[i] = S.max(S.min(x[i], d), -d)
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [Double](repeating: 5, count: dimension),
      minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 0, count: dimension), objective: 0)],
      isConvex: true, smoothness: .gradient, lipschitzConstant: 1,
      largestEigenvalue: 1, smallestEigenvalue: 1,
      source: "P. J. Huber, The Annals of Mathematical Statistics 35(1), 1964")
  }
}
