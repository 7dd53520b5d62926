public import GradCore
public import GradNumerics

/// Beale's function: a flat valley, and a second one that falls for ever.
///
///     f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²
///
/// The start is far up a slope that leads to either valley: steps a little too long end in the
/// valley that runs to infinity along y = 1, x → −∞, where f stays above 0.45 and the
/// gradient dies out.
///
/// - Minimum: f = 0 at (3, 0.5). Saddles at (0, 1) and near (0.1005, −2.6445).
/// - Start: (1, 1).
/// - Conditioning: κ ≈ 162 at the minimum.
/// - Cost: a few dozen operations.
/// - Source: E. M. L. Beale, Princeton University Technical Report 25, 1958; J. J. Moré,
///   B. S. Garbow, K. E. Hillstrom, ACM TOMS 7(1), 1981, problem 5.
public struct Beale: FixedProblem {
  public static let id = "beale"
  public static let summary = "Beale's function, a flat valley and one that runs to infinity"
  public static let formula = "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"

  public var dimension: Int { 2 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let (u, v) = (x[0], x[1])
    let v2 = v * v
    let p = 1.5 - u + u * v
    let q = 2.25 - u + u * v2
    let r = 2.625 - u + u * (v2 * v)
    return p * p + q * q + r * r
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let (u, v) = (x[0], x[1])
    let v2 = v * v
    let p = 1.5 - u + u * v
    let q = 2.25 - u + u * v2
    let r = 2.625 - u + u * (v2 * v)
    g[0] = 2 * (p * (v - 1) + q * (v2 - 1) + r * (v2 * v - 1))
    g[1] = 2 * u * (p + 2 * q * v + 3 * r * v2)
    return p * p + q * q + r * r
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    // Twice JᵀJ at the minimizer, where all residuals vanish.
    let (smallest, largest) = symmetricEigenvalues(xx: 3.15625, xy: -11.4375, yy: 46.125)
    return Facts(
      start: [1, 1], box: [-4.5...4.5, -4.5...4.5],
      minimum: .exact(0),
      knownPoints: [
        KnownPoint([3, 0.5], objective: 0),
        KnownPoint([0, 1], objective: 14.203125, kind: .saddle),
        KnownPoint(
          [0.10053793732415835927, -2.6445135850231249689], objective: 9.8645122847555601724,
          kind: .saddle),
      ],
      isConvex: false, largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "E. M. L. Beale, Princeton University Technical Report 25, 1958")
  }
}
