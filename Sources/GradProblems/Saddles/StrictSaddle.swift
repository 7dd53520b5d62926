public import GradCore
public import GradNumerics

/// A strict saddle with minima beside it: how long does it hold a method?
///
///     f(x) = Σ xᵢ² over the first n − m coordinates
///          + Σ (xᵢ⁴/4 − xᵢ²) over the last m, the negative directions
///
/// The start is `offset` away from the saddle along every negative direction and at 1 along the
/// others. Gradient descent multiplies the offset by 1 + 2η an iteration, so each decade less of
/// offset costs ln 10 / ln(1 + 2η) iterations more; from offset 0 it ends at the saddle itself.
///
/// - Minimum: f = −m at the 2ᵐ points (0, …, 0, ±√2, …, ±√2), all listed up to m = 4, two above.
///   The saddle is the origin (a maximum if m = n).
/// - Start: (1, …, 1, offset, …, offset).
/// - Conditioning: eigenvalues 2 and 4 at the minima, 2 and −2 at the saddle.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: x² − y² + y⁴/4, as in J. D. Lee, M. Simchowitz, M. I. Jordan, B. Recht, "Gradient
///   descent only converges to minimizers", COLT 2016, example 1, scaled.
public struct StrictSaddle: ProblemEntry, AnalyticProblem {
  public static let id = "strict-saddle"
  public static let summary = "A strict saddle near the start, with minima beside it"
  public static let formula =
    "sum of x[i]^2 over the first n-m, plus sum of x[i]^4/4 - x[i]^2 over the last m"
  public static let parameters: [Parameter] = [
    .dimension(1...100_000, default: 2),
    .integer("negativeDirections", 1...100_000, default: 1, "Directions of descent at the saddle"),
    .number("offset", .finite, default: 1e-3, "The start's component along each of them"),
  ]

  public let dimension: Int
  private let positiveCount: Int
  private let offset: Double

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
    let negative = values.integer("negativeDirections")
    guard negative <= dimension else {
      throw .parameters(
        problem: Self.id,
        explanation: "negativeDirections must be at most the dimension \(dimension),"
          + " but is \(negative)")
    }
    positiveCount = dimension - negative
    offset = values.number("offset")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<positiveCount { sum = sum + x[i] * x[i] }
    for i in positiveCount..<dimension {
      let square = x[i] * x[i]
      sum = sum + square * (0.25 * square - 1)
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<positiveCount {
      sum = sum + x[i] * x[i]
      g[i] = 2 * x[i]
    }
    for i in positiveCount..<dimension {
      let square = x[i] * x[i]
      sum = sum + square * (0.25 * square - 1)
      g[i] = x[i] * (square - 2)
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let negative = dimension - positiveCount
    let zeros = [Double](repeating: 0, count: positiveCount)
    var signs: [[Double]] = [[]]
    if negative <= 4 {
      for _ in 0..<negative { signs = signs.flatMap { [$0 + [1], $0 + [-1]] } }
    } else {
      signs = [1, -1].map { [Double](repeating: $0, count: negative) }
    }
    return Facts(
      start: [Double](repeating: 1, count: positiveCount)
        + [Double](repeating: offset, count: negative),
      minimum: .exact(-Double(negative)),
      knownPoints: signs.map {
        KnownPoint(zeros + $0.map { $0 * 2.0.squareRoot() }, objective: -Double(negative))
      } + [
        KnownPoint(
          [Double](repeating: 0, count: dimension), objective: 0,
          kind: positiveCount > 0 ? .saddle : .maximum)
      ],
      isConvex: false,
      largestEigenvalue: 4, smallestEigenvalue: positiveCount > 0 ? 2 : 4,
      source: "J. D. Lee, M. Simchowitz, M. I. Jordan, B. Recht, COLT 2016")
  }
}
