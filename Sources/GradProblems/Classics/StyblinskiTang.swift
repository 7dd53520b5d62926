public import GradCore
public import GradNumerics

/// The Styblinski–Tang function: 2ⁿ local minima, two along each axis.
///
///     f(x) = ½ Σᵢ xᵢ⁴ − 16 xᵢ² + 5 xᵢ
///
/// Separable: each coordinate ends in its deeper well (−2.9035) or its shallower (2.7468), so the
/// gap left over counts the coordinates that went the wrong way, 14.137 each.
///
/// - Minimum: f ≈ −39.16616570377142 n at (−2.9035, …). All 3ⁿ stationary points are listed up to
///   n = 3, the minimizer alone above.
/// - Start: (0, …, 0), not far from the maximum at 0.157 in each coordinate.
/// - Conditioning: ≈ 34.6 in every direction at the minimum.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: M. A. Styblinski and T.-S. Tang, Neural Networks 3(4), 1990.
public struct StyblinskiTang: ProblemEntry, AnalyticProblem {
  public static let id = "styblinski-tang"
  public static let summary = "Two wells along each axis, 2^n local minima"
  public static let formula = "1/2 sum of x[i]^4 - 16 x[i]^2 + 5 x[i]"
  public static let parameters: [Parameter] = [.dimension(1...100_000, default: 2)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let square = x[i] * x[i]
      sum = sum + (square * (square - 16) + 5 * x[i])
    }
    return 0.5 * sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count {
      let square = x[i] * x[i]
      sum = sum + (square * (square - 16) + 5 * x[i])
      g[i] = x[i] * (2 * square - 16) + 2.5
    }
    return 0.5 * sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  /// The three stationary points of one coordinate, roots of 2x³ − 16x + 2.5, with their values.
  private static let wells: [(x: Double, value: Double, isMinimum: Bool)] = [
    (-2.9035340277711770951, -39.166165703771415464, true),
    (2.7468027709908369925, -25.029446655283942607, true),
    (0.15673125678034010267, 0.19561235905535807088, false),
  ]

  public var facts: Facts {
    let deepest = Self.wells[0]
    let minimum = Double(dimension) * deepest.value
    let curvature = 6 * deepest.x * deepest.x - 16
    return Facts(
      start: [Double](repeating: 0, count: dimension),
      box: [ClosedRange<Double>](repeating: -5...5, count: dimension),
      minimum: .attained(minimum, error: 4 * minimum.ulp),
      knownPoints: dimension <= 3
        ? Self.stationaryPoints(dimension)
        : [KnownPoint([Double](repeating: deepest.x, count: dimension), objective: minimum)],
      isConvex: false,
      largestEigenvalue: curvature, smallestEigenvalue: curvature,
      source: "M. A. Styblinski and T.-S. Tang, Neural Networks 3(4), 1990")
  }

  private static func stationaryPoints(_ dimension: Int) -> [KnownPoint] {
    var choices: [[Int]] = [[]]
    for _ in 0..<dimension { choices = choices.flatMap { c in wells.indices.map { c + [$0] } } }
    let points = choices.map { choice in
      let picked = choice.map { wells[$0] }
      let minima = picked.count { $0.isMinimum }
      return KnownPoint(
        picked.map(\.x), objective: picked.map(\.value).reduce(0, +),
        kind: minima == dimension ? .minimum : minima == 0 ? .maximum : .saddle,
        isGlobal: choice.allSatisfy { $0 == 0 })
    }
    return points.filter { $0.kind == .minimum } + points.filter { $0.kind != .minimum }
  }
}
