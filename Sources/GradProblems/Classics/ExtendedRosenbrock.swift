public import GradCore
public import GradNumerics

/// The extended Rosenbrock function: n/2 independent copies of the two-dimensional one.
///
///     f(x) = Σᵢ 100 (x₂ᵢ − x₂ᵢ₋₁²)² + (1 − x₂ᵢ₋₁)²,   i = 1 … n/2
///
/// From the standard start all pairs do the same, so gradient descent needs the same iterations
/// for every n: what grows with n elsewhere is not the valley but the chain of ``Rosenbrock``.
///
/// - Minimum: f = 0 at (1, …, 1), the only stationary point.
/// - Start: (−1.2, 1, −1.2, 1, …).
/// - Conditioning: κ ≈ 2508 at the minimum for every n.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: J. J. Moré, B. S. Garbow, K. E. Hillstrom, ACM Transactions on Mathematical Software
///   7(1), 1981, problem 21. The n must be even.
public struct ExtendedRosenbrock: ProblemEntry, AnalyticProblem {
  public static let id = "extended-rosenbrock"
  public static let summary = "Independent pairs of Rosenbrock valleys"
  public static let formula = "sum over i = 1 .. n/2 of 100 (x[2i] - x[2i-1]^2)^2 + (1 - x[2i-1])^2"
  public static let parameters: [Parameter] = [.dimension(2...100_000, default: 10)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
    guard dimension.isMultiple(of: 2) else {
      throw .parameters(
        problem: Self.id, explanation: "dimension must be even, but is \(dimension)")
    }
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in stride(from: 0, to: x.count, by: 2) {
      let a = 1 - x[i]
      let b = x[i + 1] - x[i] * x[i]
      sum = sum + (100 * b * b + a * a)
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in stride(from: 0, to: x.count, by: 2) {
      let a = 1 - x[i]
      let b = x[i + 1] - x[i] * x[i]
      sum = sum + (100 * b * b + a * a)
      g[i] = -400 * b * x[i] - 2 * a
      g[i + 1] = 200 * b
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let (smallest, largest) = symmetricEigenvalues(xx: 802, xy: -400, yy: 200)
    return Facts(
      start: (0..<dimension).map { $0.isMultiple(of: 2) ? -1.2 : 1 },
      minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 1, count: dimension), objective: 0)],
      isConvex: false, largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "J. J. Moré, B. S. Garbow, K. E. Hillstrom, ACM TOMS 7(1), 1981, problem 21")
  }
}
