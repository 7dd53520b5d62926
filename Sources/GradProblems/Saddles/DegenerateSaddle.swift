public import GradCore
public import GradNumerics

/// A saddle whose descent direction has no curvature: second derivatives cannot see it.
///
///     f(x, y) = x² − y⁴ + y⁶
///
/// The Hessian at the origin has eigenvalues 2 and 0, as at a valley's minimum. Gradient descent
/// escapes in about 1 / (8 η · offset²) iterations; a test of the Hessian calls the point degenerate.
///
/// - Minimum: f = −4/27 at (0, ±√(2/3)).
/// - Start: (1, offset).
/// - Conditioning: κ = 8/3 at the minima (2 and 16/3).
/// - Cost: a dozen operations.
/// - Source: this catalog's own.
public struct DegenerateSaddle: ProblemEntry, AnalyticProblem {
  public static let id = "degenerate-saddle"
  public static let summary = "A saddle that second derivatives cannot see"
  public static let formula = "x^2 - y^4 + y^6"
  public static let parameters: [Parameter] = [
    .number("offset", .finite, default: 0.1, "The start's component along the escape direction")
  ]

  public var dimension: Int { 2 }
  private let offset: Double

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    offset = values.number("offset")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let yy = x[1] * x[1]
    return x[0] * x[0] + yy * yy * (yy - 1)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let yy = x[1] * x[1]
    g[0] = 2 * x[0]
    g[1] = x[1] * yy * (6 * yy - 4)
    return x[0] * x[0] + yy * yy * (yy - 1)
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let minimum = -4.0 / 27
    let depth = (2.0 / 3).squareRoot()
    return Facts(
      start: [1, offset],
      minimum: .attained(minimum, error: minimum.ulp),
      knownPoints: [
        KnownPoint([0, depth], objective: minimum),
        KnownPoint([0, -depth], objective: minimum),
        KnownPoint([0, 0], objective: 0, kind: .degenerate),
      ],
      isConvex: false, largestEigenvalue: 16.0 / 3, smallestEigenvalue: 2,
      source: "gradbench")
  }
}
