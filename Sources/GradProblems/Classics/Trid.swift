import Foundation
public import GradCore
public import GradNumerics

/// Trid: a quadratic with neighbours coupled, whose minimizer is far away from the start.
///
///     f(x) = Σᵢ (xᵢ − 1)² − Σᵢ₌₂ xᵢ xᵢ₋₁
///
/// The Hessian is the discrete Laplacian, so the condition number grows like n², the minimizer's
/// components like n² and −f there like n³.
///
/// - Minimum: f = −n (n + 4)(n − 1) / 6 at xᵢ = i (n + 1 − i). All numbers are integers and exact.
/// - Start: (0, …, 0).
/// - Conditioning: eigenvalues 4 sin²(kπ / (2n + 2)), κ ≈ 48 for n = 10.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: A. Neumaier's problem 4 for genetic algorithms, about 1995; M. Laguna and R. Martí,
///   Journal of Global Optimization 33, 2005.
public struct Trid: ProblemEntry, AnalyticProblem {
  public static let id = "trid"
  public static let summary = "Quadratic with coupled neighbours, a discrete Laplacian"
  public static let formula = "sum of (x[i] - 1)^2 - sum over i = 2 .. n of x[i] x[i-1]"
  // Beyond 1000 variables the sums at the minimizer would leave the integers a double holds.
  public static let parameters: [Parameter] = [.dimension(2...1000, default: 10)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum = (x[0] - 1) * (x[0] - 1)
    for i in 1..<x.count { sum = sum + ((x[i] - 1) * (x[i] - 1) - x[i] * x[i - 1]) }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum = (x[0] - 1) * (x[0] - 1)
    g[0] = 2 * (x[0] - 1) - x[1]
    let last = x.count - 1
    for i in 1..<last {
      sum = sum + ((x[i] - 1) * (x[i] - 1) - x[i] * x[i - 1])
      g[i] = 2 * (x[i] - 1) - x[i - 1] - x[i + 1]
    }
    g[last] = 2 * (x[last] - 1) - x[last - 1]
    return sum + ((x[last] - 1) * (x[last] - 1) - x[last] * x[last - 1])
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let n = dimension
    let angle = 0.5 * Double.pi / Double(n + 1)
    let smallest = 4 * sin(angle) * sin(angle)
    let largest = 4 * cos(angle) * cos(angle)
    let minimum = -Double(n * (n + 4) * (n - 1) / 6)
    return Facts(
      start: [Double](repeating: 0, count: n),
      box: [ClosedRange<Double>](repeating: -Double(n * n)...Double(n * n), count: n),
      minimum: .exact(minimum),
      knownPoints: [KnownPoint((1...n).map { Double($0 * (n + 1 - $0)) }, objective: minimum)],
      isConvex: true, lipschitzConstant: largest, strongConvexity: smallest,
      largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "M. Laguna and R. Martí, Journal of Global Optimization 33, 2005")
  }
}
