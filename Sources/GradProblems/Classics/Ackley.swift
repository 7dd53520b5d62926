public import GradCore
public import GradNumerics

/// Ackley's function: an almost flat plain, pitted with local minima, with a sharp hole.
///
///     f(x) = −20 exp(−0.2 √(mean xᵢ²)) − exp(mean cos 2πxᵢ) + 20 + e
///
/// Computed without the cancellation of the four terms, as
/// −20 expm1(−0.2 √(mean xᵢ²)) − e expm1(−2 mean sin² πxᵢ), which is the same function and exactly
/// 0 at the minimizer. The hole has a cone at its tip: the gradient's norm stays near 4/√n and
/// jumps to 0 at the minimizer itself, so no fixed learning rate comes to rest there.
///
/// - Minimum: f = 0 at (0, …, 0), where f is not differentiable; the gradient is 0 there by
///   definition. Local minima near all other integer points.
/// - Start: (1.5, …, 1.5).
/// - Conditioning: curvature is unbounded at the minimizer.
/// - Cost: n sines and cosines, one square root, two exponentials.
/// - Source: D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987.
public struct Ackley: ProblemEntry, AnalyticProblem {
  public static let id = "ackley"
  public static let summary = "A pitted plain with a sharp hole, not differentiable at its minimum"
  public static let formula =
    "20 + e - 20 exp(-0.2 sqrt(mean of x[i]^2)) - exp(mean of cos(2 pi x[i]))"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 2)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  /// Below this mean square the radius is a constant: √ has no derivative at 0. The value is the
  /// same to the last bit, since exp(−0.2 · 10⁻¹⁵⁰) is 1.
  private static let smallestMeanSquare = 1e-300
  private static let e = 2.718281828459045

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let share = S(1 / Double(x.count))
    var squares: S = 0
    var waves: S = 0
    for i in 0..<x.count {
      let sine = S.sin(S(Double.pi) * x[i])
      squares = squares + x[i] * x[i]
      waves = waves + sine * sine
    }
    let radius = S.sqrt(S.max(squares * share, S(Self.smallestMeanSquare)))
    return -20 * S.expm1(-0.2 * radius) - S(Self.e) * S.expm1(-2 * share * waves)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let share = S(1 / Double(x.count))
    var squares: S = 0
    var waves: S = 0
    for i in 0..<x.count {
      let angle = S(Double.pi) * x[i]
      let sine = S.sin(angle)
      squares = squares + x[i] * x[i]
      waves = waves + sine * sine
      // 2 sin cos, the derivative of sin² by the angle
      g[i] = 2 * sine * S.cos(angle)
    }
    let radius = S.sqrt(S.max(squares * share, S(Self.smallestMeanSquare)))
    let hole = S.expm1(-0.2 * radius)
    let ripple = S.expm1(-2 * share * waves)
    // Not hole + 1, which is 0 from a radius of 184 on, where the gradient is small and not 0.
    let slope = 4 * S.exp(-0.2 * radius) * share / radius
    let rippleSlope = S(2 * Self.e * Double.pi) * share * (ripple + 1)
    for i in 0..<x.count { g[i] = slope * x[i] + rippleSlope * g[i] }
    return -20 * hole - S(Self.e) * ripple
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: [Double](repeating: 1.5, count: dimension),
      box: [ClosedRange<Double>](repeating: -32.768...32.768, count: dimension),
      minimum: .exact(0),
      knownPoints: [
        KnownPoint([Double](repeating: 0, count: dimension), objective: 0, isSmooth: false)
      ],
      isConvex: false, smoothness: .kinked,
      source: "D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing, 1987")
  }
}
