public import GradCore
public import GradNumerics

/// The mean squared distance to a cloud of points: the finite sum on which noise is known exactly.
///
///     f(x) = (1/N) Σᵢ ½ ‖x − aᵢ‖²
///
/// The aᵢ are normal numbers shifted and scaled to mean 1 and variance 1 in every coordinate, so
/// the noise of a single-example gradient has variance n everywhere. Stochastic gradient descent
/// with replacement at a constant rate η and batch size B stays at a mean gap of η n / (2B (2 − η)).
///
/// - Minimum: f = n/2 (to rounding) at the mean of the points, (1, …, 1) to rounding.
/// - Start: (5, …, 5), so that the gap there is 8 n.
/// - Conditioning: κ = 1; L = μ = 1.
/// - Cost: O(n) an example.
/// - Source: L. Bottou, F. E. Curtis, J. Nocedal, SIAM Review 60(2), 2018, section 4.2.
public struct MeanOfQuadratics: ProblemEntry, AnalyticProblem, AnalyticFiniteSumProblem {
  public static let id = "mean-of-quadratics"
  public static let summary = "Mean squared distance to seeded points; its noise floor is known"
  public static let formula = "mean over i of 1/2 ||x - a[i]||^2"
  public static let parameters: [Parameter] = [
    .dimension(1...1000, default: 1),
    .integer("sampleCount", 2...100_000, default: 64, "N: number of points"),
  ]

  public let dimension: Int
  public let sampleCount: Int
  private let points: [Double]

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireInstance(instance)
    dimension = values.integer("dimension")
    sampleCount = values.integer("sampleCount")
    try Self.requireSize(sampleCount: sampleCount, dimension: dimension)
    var stream = RandomStream(Self.dataKey(dimension, sampleCount, instance: instance))
    var data = (0..<dimension * sampleCount).map { _ in stream.normal() }
    for j in 0..<dimension { Self.standardize(&data, column: j, of: dimension) }
    points = data
  }

  /// Shifts and scales every `stride`-th number to mean 1 and population variance 1.
  private static func standardize(_ data: inout [Double], column: Int, of stride: Int) {
    let positions = Swift.stride(from: column, to: data.count, by: stride)
    let count = Double(data.count / stride)
    var sum = CompensatedSum()
    for p in positions { sum.add(data[p]) }
    let mean = sum.value / count
    var squares = CompensatedSum()
    for p in positions { squares.add((data[p] - mean) * (data[p] - mean)) }
    let deviation = (squares.value / count).squareRoot()
    for p in positions { data[p] = 1 + (data[p] - mean) / deviation }
  }

  @inline(__always)
  private func loss<S: Scalar>(_ example: Int, at x: Span<S>) -> S {
    let point = points.span.extracting((example * dimension)..<((example + 1) * dimension))
    var sum: S = 0
    for j in 0..<x.count {
      let d = x[j] - S(point[j])
      sum = sum + d * d
    }
    return sum
  }

  @inline(__always)
  private func addLoss<S: Scalar>(
    _ example: Int, at x: Span<S>, to g: inout MutableSpan<S>
  ) -> S {
    let point = points.span.extracting((example * dimension)..<((example + 1) * dimension))
    var sum: S = 0
    for j in 0..<x.count {
      let d = x[j] - S(point[j])
      sum = sum + d * d
      g[j] = g[j] + d
    }
    return sum
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<sampleCount { sum = sum + loss(i, at: x) }
    return S(0.5 / Double(sampleCount)) * sum
  }

  public func value<S: Scalar>(at x: Span<S>, batch: Span<Int32>) -> S {
    var sum: S = 0
    for k in 0..<batch.count { sum = sum + loss(Int(batch[k]), at: x) }
    return S(0.5 / Double(batch.count)) * sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    for j in 0..<x.count { g[j] = 0 }
    var sum: S = 0
    for i in 0..<sampleCount { sum = sum + addLoss(i, at: x, to: &g) }
    let share = S(1 / Double(sampleCount))
    for j in 0..<x.count { g[j] = share * g[j] }
    return S(0.5 / Double(sampleCount)) * sum
  }

  public func gradient<S: Scalar>(
    at x: Span<S>, batch: Span<Int32>, into g: inout MutableSpan<S>
  ) -> S {
    for j in 0..<x.count { g[j] = 0 }
    var sum: S = 0
    for k in 0..<batch.count { sum = sum + addLoss(Int(batch[k]), at: x, to: &g) }
    let share = S(1 / Double(batch.count))
    for j in 0..<x.count { g[j] = share * g[j] }
    return S(0.5 / Double(batch.count)) * sum
  }

  public var objective: Objective { Objective(self).analytic(self).analyticBatches(self) }

  public var dataBytes: Int { 8 * points.count }

  public var facts: Facts {
    let count = Double(sampleCount)
    var minimizer: [Double] = []
    for j in 0..<dimension {
      var sum = CompensatedSum()
      for i in 0..<sampleCount { sum.add(points[i * dimension + j]) }
      minimizer.append(sum.value / count)
    }
    var squares = CompensatedSum()
    for (k, a) in points.enumerated() {
      let d = minimizer[k % dimension] - a
      squares.add(d * d)
    }
    let minimum = 0.5 * squares.value / count
    return Facts(
      start: [Double](repeating: 5, count: dimension),
      // Each term is rounded twice, the sum not at all.
      minimum: .attained(minimum, error: 4 * minimum.ulp),
      knownPoints: [KnownPoint(minimizer, objective: minimum)],
      isConvex: true, lipschitzConstant: 1, strongConvexity: 1,
      largestEigenvalue: 1, smallestEigenvalue: 1,
      exampleQuadratics: { [minimizer] in examples(at: minimizer) },
      source: "L. Bottou, F. E. Curtis, J. Nocedal, SIAM Review 60(2), 2018")
  }

  /// The examples as quadratics about their mean: every Hessian is I.
  private func examples(at minimizer: [Double]) -> ExampleQuadratics {
    ExampleQuadratics(
      dimension: dimension, ridge: 1,
      gradients: points.enumerated().map { minimizer[$0 % dimension] - $1 })
  }
}
