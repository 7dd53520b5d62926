import Foundation
public import GradCore
public import GradNumerics

/// Cliff: a gentle convex slope that ends in an exponential wall.
///
///     f(x, y) = ((x − 3) / 100)² − (x − y) + exp(20 (x − y))
///
/// At the start the gradient's norm is 1.4 · 10¹⁰, near the minimum the curvature along the valley
/// is 10⁻⁴: the first gradient step at any learning rate that suits the valley is a catapult.
/// Clipping the gradient is the remedy.
///
/// - Minimum: f = (1 + ln 20) / 20 at x = 3, y = 3 + ln(20) / 20.
/// - Start: (0, −1).
/// - Conditioning: κ ≈ 4 · 10⁵ at the minimum.
/// - Cost: one exponential.
/// - Source: CUTE, I. Bongartz, A. R. Conn, N. Gould, Ph. L. Toint, ACM TOMS 21(1), 1995.
public struct Cliff: FixedProblem {
  public static let id = "cliff"
  public static let summary = "A gentle convex slope that ends in an exponential wall"
  public static let formula = "((x - 3)/100)^2 - (x - y) + exp(20 (x - y))"

  public var dimension: Int { 2 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let d = x[0] - x[1]
    let a = 0.01 * (x[0] - 3)
    return a * a - d + S.exp(20 * d)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let d = x[0] - x[1]
    let a = 0.01 * (x[0] - 3)
    let wall = S.exp(20 * d)
    let slope = 20 * wall - 1
    g[0] = 0.02 * a + slope
    g[1] = -slope
    return a * a - d + wall
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let depth = log(20.0) / 20
    let minimum = depth + 0.05
    let (smallest, largest) = symmetricEigenvalues(xx: 20.0002, xy: -20, yy: 20)
    return Facts(
      start: [0, -1],
      minimum: .attained(minimum, error: 4 * minimum.ulp),
      knownPoints: [KnownPoint([3, 3 + depth], objective: minimum)],
      isConvex: true, largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "I. Bongartz, A. R. Conn, N. Gould, Ph. L. Toint, ACM TOMS 21(1), 1995")
  }
}
