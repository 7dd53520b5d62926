public import GradCore
public import GradNumerics

/// The largest coordinate in absolute value: convex, with kinks wherever two coordinates tie.
///
///     f(x) = maxᵢ |xᵢ|
///
/// The subgradient is ±1 in one coordinate only, the first of the largest, so a step improves one
/// coordinate and n steps are needed where a smooth function needs one.
///
/// - Minimum: f = 0 at (0, …, 0); the subgradient there is 0.
/// - Start: (√2, √3, …, √(n+1)).
/// - Conditioning: no curvature anywhere.
/// - Cost: O(n), the coordinates read twice for the subgradient.
/// - Source: Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, section 3.2.
public struct MaxCoordinate: ProblemEntry, AnalyticProblem {
  public static let id = "max-coordinate"
  public static let summary = "Largest coordinate in absolute value, kinks at every tie"
  public static let formula = "max of |x[i]|"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 5)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var largest = S.abs(x[0])
    for i in 0..<x.count { largest = S.max(largest, S.abs(x[i])) }
    return largest
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let largest = value(at: x)
    // 1 until the first of the largest coordinates has had its turn, then 0.
    var pending: S = 1
    for i in 0..<x.count {
      let chosen = S.select(S.abs(x[i]), lessThan: largest, then: 0, else: pending)
      g[i] = chosen * S.sign(x[i])
      pending = pending - chosen
    }
    return largest
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    Facts(
      start: (0..<dimension).map { Double($0 + 2).squareRoot() },
      minimum: .exact(0),
      knownPoints: [
        KnownPoint([Double](repeating: 0, count: dimension), objective: 0, isSmooth: false)
      ],
      isConvex: true, smoothness: .kinked,
      source: "Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, section 3.2")
  }
}
