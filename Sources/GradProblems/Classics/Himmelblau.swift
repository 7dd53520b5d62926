public import GradCore
public import GradNumerics

/// Himmelblau's function: four equal minima, so the answer depends on the way.
///
///     f(x, y) = (x² + y − 11)² + (x + y² − 7)²
///
/// A learning rate or a start that differs a little can end in another of the four minima; all of
/// them hit the target.
///
/// - Minimum: f = 0 at four points, among them (3, 2). Four saddles between them and one maximum,
///   f ≈ 181.6, near (−0.27, −0.92): nine stationary points in all, and no more.
/// - Start: (5, −5).
/// - Conditioning: κ ≈ 3.2 at (3, 2).
/// - Cost: a dozen operations.
/// - Source: D. M. Himmelblau, Applied Nonlinear Programming, 1972.
public struct Himmelblau: FixedProblem {
  public static let id = "himmelblau"
  public static let summary = "Himmelblau's function with four equal minima"
  public static let formula = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"

  public var dimension: Int { 2 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let p = x[0] * x[0] + x[1] - 11
    let q = x[0] + x[1] * x[1] - 7
    return p * p + q * q
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let p = x[0] * x[0] + x[1] - 11
    let q = x[0] + x[1] * x[1] - 7
    g[0] = 4 * x[0] * p + 2 * q
    g[1] = 2 * p + 4 * x[1] * q
    return p * p + q * q
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let (smallest, largest) = symmetricEigenvalues(xx: 74, xy: 20, yy: 34)
    return Facts(
      start: [5, -5], box: [-5...5, -5...5],
      minimum: .exact(0),
      knownPoints: [
        KnownPoint([3, 2], objective: 0),
        KnownPoint([3.5844283403304917449, -1.8481265269644035534], objective: 0),
        KnownPoint([-3.7793102533777468919, -3.2831859912861694123], objective: 0),
        KnownPoint([-2.8051180869527448531, 3.1313125182505729658], objective: 0),
        KnownPoint(
          [3.385154183607020938, 0.073851879837749287719], objective: 13.311926270405589889,
          kind: .saddle),
        KnownPoint(
          [0.086677504555396351823, 2.8842547011747761131], objective: 67.719150087526140226,
          kind: .saddle),
        KnownPoint(
          [-3.0730257507643896105, -0.081353044287967511553], objective: 104.01516291755810586,
          kind: .saddle),
        KnownPoint(
          [-0.12796134673068006631, -1.9537149802445764261], objective: 178.33723920192745998,
          kind: .saddle),
        KnownPoint(
          [-0.27084459066734761304, -0.92303855647998146313], objective: 181.61652152258270404,
          kind: .maximum),
      ],
      isConvex: false, largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "D. M. Himmelblau, Applied Nonlinear Programming, 1972")
  }
}
