public import GradCore
public import GradNumerics

/// Booth's function: a tilted, well-conditioned quadratic in two variables.
///
///     f(x, y) = (x + 2y − 7)² + (2x + y − 5)²
///
/// Everything about it is known in closed form, so it serves as a check: gradient descent is stable
/// up to the learning rate 2/18 and best at 1/10.
///
/// - Minimum: f = 0 at (1, 3).
/// - Start: (−9, −9).
/// - Conditioning: κ = 9, eigenvalues 2 and 18 along the diagonals.
/// - Cost: a dozen operations.
/// - Source: as in M. Jamil and X.-S. Yang, International Journal of
///   Mathematical Modelling and Numerical Optimisation 4(2), 2013.
public struct Booth: FixedProblem {
  public static let id = "booth"
  public static let summary = "A tilted quadratic in two variables"
  public static let formula = "(x + 2 y - 7)^2 + (2 x + y - 5)^2"

  public var dimension: Int { 2 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let p = x[0] + 2 * x[1] - 7
    let q = 2 * x[0] + x[1] - 5
    return p * p + q * q
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let p = x[0] + 2 * x[1] - 7
    let q = 2 * x[0] + x[1] - 5
    g[0] = 2 * p + 4 * q
    g[1] = 4 * p + 2 * q
    return p * p + q * q
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [-9, -9], box: [-10...10, -10...10],
      minimum: .exact(0),
      knownPoints: [KnownPoint([1, 3], objective: 0)],
      isConvex: true, lipschitzConstant: 18, strongConvexity: 2,
      largestEigenvalue: 18, smallestEigenvalue: 2,
      source: "M. Jamil and X.-S. Yang, IJMMNO 4(2), 2013")
  }
}
