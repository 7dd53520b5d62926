public import GradCore
public import GradNumerics

/// Logistic regression with seeded data: a convex classifier.
///
///     f(x) = (1/N) Σᵢ log(1 + exp(−yᵢ aᵢᵀx)) + (l2/2) ‖x‖²,   yᵢ = ±1
///
/// The features are made as those of ``LeastSquares``. The label is the sign of aᵢᵀw + noise · normal,
/// with w scaled so that the scores aᵢᵀw have mean square 1: at noise 1 about a quarter of the
/// labels are flipped. Without noise the classes can be separated; then, at l2 = 0, the objective
/// falls towards 0 for ever and the weights grow without bound.
///
/// - Minimum: by Newton's method when the problem is made, with a bound of its error; the infimum 0
///   at infinity where the classes are separable and l2 = 0.
/// - Start: (0, …, 0), where f = log 2.
/// - Conditioning: L = λmax(AᵀA/N)/4 + l2, reached at the start; μ = l2.
/// - Cost: O(n) and three exponentials or logarithms an example.
/// - Source: common; for example S. Boyd and L. Vandenberghe, Convex Optimization, 2004, 7.1.1.
public struct LogisticRegression: ProblemEntry, AnalyticProblem, AnalyticFiniteSumProblem {
  public static let id = "logistic-regression"
  public static let summary = "Logistic regression with seeded data and an l2 term"
  public static let formula =
    "mean over i of log(1 + exp(-y[i] a[i]^T x)) + l2/2 ||x||^2, y[i] = -1 or 1"
  public static let parameters: [Parameter] = [
    .dimension(1...500, default: 10),
    .integer("sampleCount", 1...1_000_000, default: 512, "N: number of examples"),
    .number(
      "conditionNumber", .conditionNumbers, default: 10,
      "Largest over smallest eigenvalue of the features' Gram matrix"),
    .number("l2", .nonNegative, default: 1e-2, "Weight of half the squared norm"),
    .number(
      "noise", .nonNegative, default: 1,
      "Standard deviation of what is added to the scores before labelling"),
  ]

  public let dimension: Int
  public let sampleCount: Int
  /// Features times label: the margins are the products of its rows with x.
  private let signedRows: [Double]
  private let l2: Double
  private let largestGramEigenvalue: Double
  private let optimum: LogisticOptimum

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireInstance(instance)
    let (n, count) = (values.integer("dimension"), values.integer("sampleCount"))
    try Self.requireExamples(sampleCount: count, dimension: n)
    (dimension, sampleCount, l2) = (n, count, values.number("l2"))
    let key = Self.dataKey(n, count, instance: instance)
    var weights = RandomStream(key.child("weights"))
    var errors = RandomStream(key.child("noise"))
    let noise = values.number("noise")
    do {
      let design = try DesignMatrix(
        sampleCount: count, dimension: n, conditionNumber: values.number("conditionNumber"),
        key: key)
      let scores = design.products(with: (0..<n).map { _ in weights.normal() })
      let scale = (scores.reduce(0) { $0 + $1 * $1 } / Double(count)).squareRoot()
      let labels = scores.map { $0 / scale + noise * errors.normal() < 0 ? -1.0 : 1.0 }
      var rows = design.entries
      for k in rows.indices { rows[k] *= labels[k / n] }
      signedRows = rows
      largestGramEigenvalue = design.largestEigenvalue
      optimum = try LogisticOptimum(signedRows: rows, dimension: n, l2: l2)
    } catch {
      throw .construction(problem: Self.id, explanation: "\(error)")
    }
  }

  @inline(__always)
  private func loss<S: Scalar>(_ example: Int, at x: Span<S>) -> S {
    let row = signedRows.span.extracting((example * x.count)..<((example + 1) * x.count))
    var margin: S = 0
    for j in 0..<x.count { margin = margin + S(row[j]) * x[j] }
    return S.softplus(-margin)
  }

  @inline(__always)
  private func addLoss<S: Scalar>(
    _ example: Int, at x: Span<S>, to g: inout MutableSpan<S>
  ) -> S {
    let row = signedRows.span.extracting((example * x.count)..<((example + 1) * x.count))
    var margin: S = 0
    for j in 0..<x.count { margin = margin + S(row[j]) * x[j] }
    let slope = S.sigmoid(-margin)
    for j in 0..<x.count { g[j] = g[j] - slope * S(row[j]) }
    return S.softplus(-margin)
  }

  @inline(__always)
  private func regularizer<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for j in 0..<x.count { sum = sum + x[j] * x[j] }
    return S(0.5 * l2) * sum
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<sampleCount { sum = sum + loss(i, at: x) }
    return S(1 / Double(sampleCount)) * sum + regularizer(at: x)
  }

  public func value<S: Scalar>(at x: Span<S>, batch: Span<Int32>) -> S {
    var sum: S = 0
    for k in 0..<batch.count { sum = sum + loss(Int(batch[k]), at: x) }
    return S(1 / Double(batch.count)) * sum + regularizer(at: x)
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    for j in 0..<x.count { g[j] = 0 }
    var sum: S = 0
    for i in 0..<sampleCount { sum = sum + addLoss(i, at: x, to: &g) }
    let share = S(1 / Double(sampleCount))
    for j in 0..<x.count { g[j] = share * g[j] + S(l2) * x[j] }
    return share * sum + regularizer(at: x)
  }

  public func gradient<S: Scalar>(
    at x: Span<S>, batch: Span<Int32>, into g: inout MutableSpan<S>
  ) -> S {
    for j in 0..<x.count { g[j] = 0 }
    var sum: S = 0
    for k in 0..<batch.count { sum = sum + addLoss(Int(batch[k]), at: x, to: &g) }
    let share = S(1 / Double(batch.count))
    for j in 0..<x.count { g[j] = share * g[j] + S(l2) * x[j] }
    return share * sum + regularizer(at: x)
  }

  public var objective: Objective { Objective(self).analytic(self).analyticBatches(self) }

  public var dataBytes: Int { 8 * signedRows.count }

  public var facts: Facts {
    var facts = Facts(
      start: [Double](repeating: 0, count: dimension),
      minimum: optimum.minimum,
      isConvex: true,
      lipschitzConstant: 0.25 * largestGramEigenvalue + l2,
      strongConvexity: l2 > 0 ? l2 : nil,
      source: "S. Boyd and L. Vandenberghe, Convex Optimization, 2004, section 7.1.1")
    if let point = optimum.point, let value = optimum.minimum.value {
      facts.knownPoints = [KnownPoint(point, objective: value)]
      facts.largestEigenvalue = optimum.largestEigenvalue
      facts.smallestEigenvalue = optimum.smallestEigenvalue
    }
    return facts
  }
}
