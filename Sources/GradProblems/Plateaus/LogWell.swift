public import GradCore
public import GradNumerics

/// A well that flattens slowly: the gradient dies out like 2/r with the distance.
///
///     f(x) = log(1 + ‖x‖²)
///
/// Far away gradient descent crosses r in about r² / 4η iterations: slow, but it never stands
/// still as on ``GaussianWell``. This is the robust loss of Cauchy and Lorentz.
///
/// - Minimum: f = 0 at (0, …, 0).
/// - Start: (distance, 0, …, 0).
/// - Conditioning: κ = 1 at the minimum; L = 2.
/// - Cost: O(n) and one logarithm.
/// - Source: M. J. Black and P. Anandan, Computer Vision and Image Understanding 63(1), 1996.
public struct LogWell: ProblemEntry, AnalyticProblem {
  public static let id = "log-well"
  public static let summary = "A well whose slope dies out like 2/r"
  public static let formula = "log(1 + sum of x[i]^2)"
  public static let parameters: [Parameter] = [
    .dimension(1...100_000, default: 2),
    .number("distance", .nonNegative, default: 10, "Distance of the start from the minimizer"),
  ]

  public let dimension: Int
  private let distance: Double

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
    distance = values.number("distance")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var square: S = 0
    for i in 0..<x.count { square = square + x[i] * x[i] }
    return S.log1p(square)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var square: S = 0
    for i in 0..<x.count { square = square + x[i] * x[i] }
    let slope = 2 / (1 + square)
    for i in 0..<x.count { g[i] = slope * x[i] }
    return S.log1p(square)
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let zeros = [Double](repeating: 0, count: dimension)
    return Facts(
      start: [distance] + zeros.dropFirst(),
      minimum: .exact(0),
      knownPoints: [KnownPoint(zeros, objective: 0)],
      isConvex: false, lipschitzConstant: 2,
      largestEigenvalue: 2, smallestEigenvalue: 2,
      source: "M. J. Black and P. Anandan, CVIU 63(1), 1996")
  }
}
