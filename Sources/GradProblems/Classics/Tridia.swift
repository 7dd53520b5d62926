public import GradCore
public import GradNumerics

/// TRIDIA: a tridiagonal quadratic whose curvature grows along the chain.
///
///     f(x) = (x₁ − 1)² + Σᵢ₌₂ i (2xᵢ − xᵢ₋₁)²
///
/// - Minimum: f = 0 at (1, ½, ¼, …).
/// - Start: (1, …, 1).
/// - Conditioning: κ ≈ 99 for n = 10 and growing like n; all eigenvalues by bisection.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: CUTE, I. Bongartz, A. R. Conn, N. Gould, Ph. L. Toint, ACM TOMS 21(1), 1995.
public struct Tridia: ProblemEntry, AnalyticProblem {
  public static let id = "tridia"
  public static let summary = "Tridiagonal quadratic, steeper along the chain"
  public static let formula = "(x[1] - 1)^2 + sum over i = 2 .. n of i (2 x[i] - x[i-1])^2"
  // From 1075 on the last components of the minimizer underflow.
  public static let parameters: [Parameter] = [.dimension(2...1000, default: 10)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum = (x[0] - 1) * (x[0] - 1)
    for i in 1..<x.count {
      let d = 2 * x[i] - x[i - 1]
      sum = sum + S(Double(i + 1)) * (d * d)
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum = (x[0] - 1) * (x[0] - 1)
    var own = 2 * (x[0] - 1)
    for i in 1..<x.count {
      let d = 2 * x[i] - x[i - 1]
      let weight = S(Double(i + 1))
      sum = sum + weight * (d * d)
      g[i - 1] = own - 2 * weight * d
      own = 4 * weight * d
    }
    g[x.count - 1] = own
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let (smallest, largest) = hessian.extremeEigenvalues()
    var minimizer = [1.0]
    while minimizer.count < dimension { minimizer.append(0.5 * minimizer[minimizer.count - 1]) }
    return Facts(
      start: [Double](repeating: 1, count: dimension),
      minimum: .exact(0),
      knownPoints: [KnownPoint(minimizer, objective: 0)],
      isConvex: true, lipschitzConstant: largest, strongConvexity: smallest,
      largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "I. Bongartz, A. R. Conn, N. Gould, Ph. L. Toint, ACM TOMS 21(1), 1995")
  }

  private var hessian: TridiagonalMatrix {
    let n = dimension
    let diagonal = (1...n).map { i in
      2 * ((i == 1 ? 1 : 4 * Double(i)) + (i == n ? 0 : Double(i + 1)))
    }
    return TridiagonalMatrix(
      diagonal: diagonal, offDiagonal: (2...n).map { -4 * Double($0) })
  }
}
