public import GradCore
public import GradNumerics

/// A quadratic that falls without bound in some directions: x² − y² in two dimensions.
///
///     f(x) = Σ xᵢ² over the first n − m coordinates − Σ xᵢ² over the last m
///
/// There is nothing to find: a method that follows the gradient runs away, and that is right. It is
/// `unbounded`, not the method's fault; from offset 0 gradient descent stays on the saddle's ridge.
///
/// - Minimum: none, f falls without bound.
/// - Start: (1, …, 1, offset, …, offset).
/// - Conditioning: eigenvalues 2 and −2.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: any textbook, for example J. Nocedal and S. J. Wright, Numerical Optimization, 2006.
public struct IndefiniteQuadratic: ProblemEntry, AnalyticProblem {
  public static let id = "indefinite-quadratic"
  public static let summary = "x^2 - y^2 and its like: a saddle without a bottom"
  public static let formula =
    "sum of x[i]^2 over the first n-m, minus sum of x[i]^2 over the last m"
  public static let parameters: [Parameter] = [
    .dimension(1...100_000, default: 2),
    .integer("negativeDirections", 1...100_000, default: 1, "Directions in which it falls"),
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
    for i in positiveCount..<dimension { sum = sum - x[i] * x[i] }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    for i in 0..<positiveCount {
      sum = sum + x[i] * x[i]
      g[i] = 2 * x[i]
    }
    for i in positiveCount..<dimension {
      sum = sum - x[i] * x[i]
      g[i] = -2 * x[i]
    }
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let negative = dimension - positiveCount
    return Facts(
      start: [Double](repeating: 1, count: positiveCount)
        + [Double](repeating: offset, count: negative),
      minimum: .unboundedBelow,
      knownPoints: [
        KnownPoint(
          [Double](repeating: 0, count: dimension), objective: 0,
          kind: positiveCount > 0 ? .saddle : .maximum)
      ],
      isConvex: false, lipschitzConstant: 2,
      source: "J. Nocedal and S. J. Wright, Numerical Optimization, 2006")
  }
}
