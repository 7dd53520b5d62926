public import GradCore
public import GradNumerics

/// Matyas's function: a quadratic whose flat direction is the diagonal.
///
///     f(x, y) = 0.26 (x² + y²) − 0.48 xy
///
/// The axes are not the principal axes: methods that scale coordinate by coordinate gain nothing.
///
/// - Minimum: f = 0 at (0, 0).
/// - Start: (−3, 3), in the steep direction; x + y stays 0 from there, so the flat direction
///   shows only with other starts.
/// - Conditioning: κ = 25, eigenvalues 0.04 and 1.
/// - Cost: six operations.
/// - Source: J. Matyas, Automation and Remote Control 26, 1965.
public struct Matyas: FixedProblem {
  public static let id = "matyas"
  public static let summary = "A quadratic in two variables, flat along the diagonal"
  public static let formula = "0.26 (x^2 + y^2) - 0.48 x y"

  public var dimension: Int { 2 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    0.26 * (x[0] * x[0] + x[1] * x[1]) - 0.48 * (x[0] * x[1])
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    g[0] = 0.52 * x[0] - 0.48 * x[1]
    g[1] = 0.52 * x[1] - 0.48 * x[0]
    return 0.26 * (x[0] * x[0] + x[1] * x[1]) - 0.48 * (x[0] * x[1])
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [-3, 3], box: [-10...10, -10...10],
      minimum: .exact(0),
      knownPoints: [KnownPoint([0, 0], objective: 0)],
      isConvex: true, lipschitzConstant: 1, strongConvexity: 0.04,
      largestEigenvalue: 1, smallestEigenvalue: 0.04,
      source: "J. Matyas, Automation and Remote Control 26, 1965")
  }
}
