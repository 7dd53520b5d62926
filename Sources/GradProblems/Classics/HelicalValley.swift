public import GradCore
public import GradNumerics

/// Fletcher and Powell's helical valley: a valley that winds round the third axis.
///
///     f(x, y, z) = 100 (z − 10 θ)² + 100 (r − 1)² + z²
///     r = √(x² + y²),   θ = atan(y/x) / 2π, plus ½ where x < 0
///
/// The angle θ runs from −¼ to ¾, so f jumps across the half-plane x = 0, y < 0: a step over it
/// changes f suddenly although the gradient says nothing. On the axis x = y = 0, f has no gradient
/// (the analytic one is NaN there).
///
/// - Minimum: f = 0 at (1, 0, 0), the only stationary point.
/// - Start: (−1, 0, 0), on the far side of the helix.
/// - Conditioning: κ ≈ 500 at the minimum.
/// - Cost: an arc tangent and a square root.
/// - Source: R. Fletcher and M. J. D. Powell, The Computer Journal 6(2), 1963; J. J. Moré,
///   B. S. Garbow, K. E. Hillstrom, ACM TOMS 7(1), 1981, problem 7.
public struct HelicalValley: FixedProblem {
  public static let id = "helical-valley"
  public static let summary = "A valley that winds round an axis"
  public static let formula =
    "100 (z - 10 theta)^2 + 100 (sqrt(x^2 + y^2) - 1)^2 + z^2,"
    + " theta = atan(y/x)/(2 pi), plus 1/2 where x < 0"

  public var dimension: Int { 3 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let turn = S.atan(x[1] / x[0]) * S(0.5 / Double.pi)
    let theta = S.select(x[0], lessThan: 0, then: turn + 0.5, else: turn)
    let a = x[2] - 10 * theta
    let b = S.sqrt(x[0] * x[0] + x[1] * x[1]) - 1
    return 100 * (a * a + b * b) + x[2] * x[2]
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let turn = S.atan(x[1] / x[0]) * S(0.5 / Double.pi)
    let theta = S.select(x[0], lessThan: 0, then: turn + 0.5, else: turn)
    let square = x[0] * x[0] + x[1] * x[1]
    let radius = S.sqrt(square)
    let a = x[2] - 10 * theta
    let b = radius - 1
    // ∂θ/∂x = −y / 2πr², ∂θ/∂y = x / 2πr²
    let swing = a * S(1000 / Double.pi) / square
    let pull = 200 * b / radius
    g[0] = pull * x[0] + swing * x[1]
    g[1] = pull * x[1] - swing * x[0]
    g[2] = 200 * a + 2 * x[2]
    return 100 * (a * a + b * b) + x[2] * x[2]
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    // At the minimizer, the Hessian is 200 in x and couples y with z.
    let slope = 50 / Double.pi
    let (smallest, largest) = symmetricEigenvalues(
      xx: 2 * slope * slope, xy: -20 * slope, yy: 202)
    return Facts(
      start: [-1, 0, 0],
      minimum: .exact(0),
      knownPoints: [KnownPoint([1, 0, 0], objective: 0)],
      isConvex: false, largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "R. Fletcher and M. J. D. Powell, The Computer Journal 6(2), 1963")
  }
}
