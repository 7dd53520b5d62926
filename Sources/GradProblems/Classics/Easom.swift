public import GradCore
public import GradNumerics

/// Easom's function: a pin hole in a flat plain.
///
///     f(x, y) = −cos x cos y exp(−(x − π)² − (y − π)²)
///
/// A few units away from the hole the gradient is too small to see: at (10, 10) its norm is
/// about 2 · 10⁻⁴⁰. Methods that divide by the gradient's size still move there, others stand still.
///
/// - Minimum: f = −1 at (π, π).
/// - Start: (2.9, 2.9), inside the hole.
/// - Conditioning: κ = 1, eigenvalue 3.
/// - Cost: an exponential, two sines, two cosines.
/// - Source: E. E. Easom, M.Eng. thesis, University of Louisville, 1990.
public struct Easom: FixedProblem {
  public static let id = "easom"
  public static let summary = "A pin hole in a flat plain"
  public static let formula = "-cos(x) cos(y) exp(-(x - pi)^2 - (y - pi)^2)"

  public var dimension: Int { 2 }

  public init() {}

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let u = x[0] - S(Double.pi)
    let v = x[1] - S(Double.pi)
    let hill = S.exp(-(u * u + v * v))
    return -(S.cos(x[0]) * S.cos(x[1]) * hill)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let u = x[0] - S(Double.pi)
    let v = x[1] - S(Double.pi)
    let hill = S.exp(-(u * u + v * v))
    let (cosX, cosY) = (S.cos(x[0]), S.cos(x[1]))
    let product = cosX * cosY * hill
    g[0] = S.sin(x[0]) * cosY * hill + 2 * u * product
    g[1] = cosX * S.sin(x[1]) * hill + 2 * v * product
    return -product
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [2.9, 2.9], box: [-100...100, -100...100],
      minimum: .exact(-1),
      knownPoints: [KnownPoint([Double.pi, Double.pi], objective: -1)],
      isConvex: false, largestEigenvalue: 3, smallestEigenvalue: 3,
      source: "E. E. Easom, M.Eng. thesis, University of Louisville, 1990")
  }
}
