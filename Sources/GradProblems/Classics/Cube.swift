public import GradCore
public import GradNumerics

/// Cube: Rosenbrock's valley with a cubic floor, steeper and more bent.
///
///     f(x, y) = 100 (y − x³)² + (1 − x)²
///
/// - Minimum: f = 0 at (1, 1), the only stationary point.
/// - Start: (−1.2, 1).
/// - Conditioning: κ ≈ 10⁴ at the minimum.
/// - Cost: a dozen operations.
/// - Source: A. Leon, in A. Lavi and T. P. Vogl (eds.), Recent Advances in Optimization
///   Techniques, 1966.
public struct Cube: FixedProblem {
  public static let id = "cube"
  public static let summary = "Rosenbrock's valley with a cubic floor"
  public static let formula = "100 (y - x^3)^2 + (1 - x)^2"

  public var dimension: Int { 2 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let a = 1 - x[0]
    let b = x[1] - x[0] * x[0] * x[0]
    return 100 * b * b + a * a
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let square = x[0] * x[0]
    let a = 1 - x[0]
    let b = x[1] - square * x[0]
    g[0] = -600 * b * square - 2 * a
    g[1] = 200 * b
    return 100 * b * b + a * a
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let (smallest, largest) = symmetricEigenvalues(xx: 1802, xy: -600, yy: 200)
    return Facts(
      start: [-1.2, 1],
      minimum: .exact(0),
      knownPoints: [KnownPoint([1, 1], objective: 0)],
      isConvex: false, largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "A. Leon, in Recent Advances in Optimization Techniques, 1966")
  }
}
