public import GradCore
public import GradNumerics

/// A well in a flat plain: the gradient dies out like exp(−r²/2) with the distance.
///
///     f(x) = 1 − exp(−‖x‖² / 2)
///
/// Computed by expm1, so that it is exact near the minimizer. Gradient descent from distance r₀ to
/// r₁ takes about (Ei(r₀²/2) − Ei(r₁²/2)) / 2η iterations: with η = 0.1 to r₁ = 1 that is 23 from
/// r₀ = 2, 2203 from 4 and 2 · 10⁷ from 6, where the gradient's norm is 9 · 10⁻⁸.
///
/// - Minimum: f = 0 at (0, …, 0). The infimum of the gradient's norm is 0 far away as well.
/// - Start: (distance, 0, …, 0).
/// - Conditioning: κ = 1 at the minimum; L = 1.
/// - Cost: O(n) and one exponential.
/// - Source: this catalog's own; the shape of a saturated Gaussian unit.
public struct GaussianWell: ProblemEntry, AnalyticProblem {
  public static let id = "gaussian-well"
  public static let summary = "A well in a plain that is flat far away"
  public static let formula = "1 - exp(-(sum of x[i]^2)/2)"
  public static let parameters: [Parameter] = [
    .dimension(1...100_000, default: 2),
    .number("distance", .nonNegative, default: 2, "Distance of the start from the minimizer"),
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
    return -S.expm1(-0.5 * square)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var square: S = 0
    for i in 0..<x.count { square = square + x[i] * x[i] }
    let exponent = -0.5 * square
    // Not 1 + expm1: that is 0 from r = 8.6 on, where the gradient is small and not 0.
    let slope = S.exp(exponent)
    for i in 0..<x.count { g[i] = slope * x[i] }
    return -S.expm1(exponent)
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let zeros = [Double](repeating: 0, count: dimension)
    return Facts(
      start: [distance] + zeros.dropFirst(),
      minimum: .exact(0),
      knownPoints: [KnownPoint(zeros, objective: 0)],
      isConvex: false, lipschitzConstant: 1,
      largestEigenvalue: 1, smallestEigenvalue: 1,
      source: "gradbench")
  }
}
