public import GradCore
public import GradNumerics

/// Powell's singular function and its extension: n/4 independent blocks of four variables.
///
///     f(x) = Σ (a + 10b)² + 5 (c − d)² + (b − 2c)⁴ + 10 (a − d)⁴   over blocks (a, b, c, d)
///
/// Convex, but the Hessian is singular at the minimizer: half of the directions are quartic there,
/// so gradient descent closes the gap like k⁻² and never linearly.
///
/// - Minimum: f = 0 at (0, …, 0).
/// - Start: (3, −1, 0, 1, 3, −1, 0, 1, …).
/// - Conditioning: λmax = 202 at the minimum, λmin = 0.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: M. J. D. Powell, The Computer Journal 5(2), 1962 (n = 4); J. J. Moré, B. S. Garbow,
///   K. E. Hillstrom, ACM TOMS 7(1), 1981, problems 13 and 22. The n must be a multiple of 4.
public struct ExtendedPowell: ProblemEntry, AnalyticProblem {
  public static let id = "extended-powell"
  public static let summary = "Powell's singular function: convex, quartic at its minimizer"
  public static let formula =
    "sum over blocks (a,b,c,d) of (a + 10 b)^2 + 5 (c - d)^2 + (b - 2 c)^4 + 10 (a - d)^4"
  public static let parameters: [Parameter] = [.dimension(4...100_000, default: 4)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
    guard dimension.isMultiple(of: 4) else {
      throw .parameters(
        problem: Self.id, explanation: "dimension must be a multiple of 4, but is \(dimension)")
    }
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in stride(from: 0, to: x.count, by: 4) {
      let p = x[i] + 10 * x[i + 1]
      let q = x[i + 2] - x[i + 3]
      let r = x[i + 1] - 2 * x[i + 2]
      let s = x[i] - x[i + 3]
      let (r2, s2) = (r * r, s * s)
      sum = sum + (p * p + 5 * q * q + r2 * r2 + 10 * s2 * s2)
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in stride(from: 0, to: x.count, by: 4) {
      let p = x[i] + 10 * x[i + 1]
      let q = x[i + 2] - x[i + 3]
      let r = x[i + 1] - 2 * x[i + 2]
      let s = x[i] - x[i + 3]
      let (r2, s2) = (r * r, s * s)
      sum = sum + (p * p + 5 * q * q + r2 * r2 + 10 * s2 * s2)
      let slopeR = 4 * r2 * r
      let slopeS = 40 * s2 * s
      g[i] = 2 * p + slopeS
      g[i + 1] = 20 * p + slopeR
      g[i + 2] = 10 * q - 2 * slopeR
      g[i + 3] = -(10 * q) - slopeS
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: (0..<dimension).map { [3, -1, 0, 1][$0 % 4] },
      minimum: .exact(0),
      knownPoints: [KnownPoint([Double](repeating: 0, count: dimension), objective: 0)],
      isConvex: true, largestEigenvalue: 202, smallestEigenvalue: 0,
      source: "M. J. D. Powell, The Computer Journal 5(2), 1962")
  }
}
