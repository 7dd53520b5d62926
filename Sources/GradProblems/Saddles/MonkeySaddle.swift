public import GradCore
public import GradNumerics

/// The monkey saddle, bounded by a quartic: three valleys, and no curvature where they meet.
///
///     f(x, y) = x³ − 3xy² + (x² + y²)²
///
/// The Hessian vanishes at the saddle, so nothing grows exponentially: gradient descent needs of the
/// order of 1 / (η · offset) iterations to leave, where a strict saddle needs a logarithm.
///
/// - Minimum: f = −27/256 at (−¾, 0) and (⅜, ±¾ sin 60°).
/// - Start: (offset, offset).
/// - Conditioning: κ = 3 at the minima (2.25 and 6.75); the Hessian at the saddle is 0.
/// - Cost: a dozen operations.
/// - Source: the surface x³ − 3xy² of D. Hilbert and S. Cohn-Vossen, Anschauliche Geometrie, 1932,
///   with (x² + y²)² added.
public struct MonkeySaddle: ProblemEntry, AnalyticProblem {
  public static let id = "monkey-saddle"
  public static let summary = "Three valleys that meet in a saddle without curvature"
  public static let formula = "x^3 - 3 x y^2 + (x^2 + y^2)^2"
  public static let parameters: [Parameter] = [
    .number("offset", .finite, default: 0.01, "Both coordinates of the start")
  ]

  public var dimension: Int { 2 }
  private let offset: Double

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    offset = values.number("offset")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let (xx, yy) = (x[0] * x[0], x[1] * x[1])
    let square = xx + yy
    return x[0] * (xx - 3 * yy) + square * square
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let (xx, yy) = (x[0] * x[0], x[1] * x[1])
    let square = xx + yy
    g[0] = 3 * (xx - yy) + 4 * square * x[0]
    g[1] = x[1] * (4 * square - 6 * x[0])
    return x[0] * (xx - 3 * yy) + square * square
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let minimum = -27.0 / 256
    let height = 0.375 * 3.0.squareRoot()
    return Facts(
      start: [offset, offset],
      minimum: .exact(minimum),
      knownPoints: [
        KnownPoint([-0.75, 0], objective: minimum),
        KnownPoint([0.375, height], objective: minimum),
        KnownPoint([0.375, -height], objective: minimum),
        KnownPoint([0, 0], objective: 0, kind: .degenerate),
      ],
      isConvex: false, largestEigenvalue: 6.75, smallestEigenvalue: 2.25,
      source: "D. Hilbert and S. Cohn-Vossen, Anschauliche Geometrie, 1932, with a quartic cap")
  }
}
