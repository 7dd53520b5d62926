public import GradCore
public import GradNumerics

/// Linear least squares with seeded data: the finite sum with a solution in closed form.
///
///     f(x) = (1/N) Σᵢ ½ (aᵢᵀx − bᵢ)²,   bᵢ = aᵢᵀw + noise · normal
///
/// The features are random with a Gram matrix AᵀA/N whose eigenvalues run from 1 to κ in equal
/// ratios along random axes. Without noise every example is fitted at once (interpolation), and
/// single-example steps converge linearly to rounding; with noise they stop at a floor.
///
/// - Minimum: by QR factorisation when the problem is made, about noise² (1 − n/N) / 2; exactly 0
///   at w without noise.
/// - Start: (0, …, 0).
/// - Conditioning: κ = `conditionNumber`; L and μ are the extreme eigenvalues of AᵀA/N as stored.
/// - Cost: O(n) an example.
/// - Source: common; for example L. Bottou, F. E. Curtis, J. Nocedal, SIAM Review 60(2), 2018.
public struct LeastSquares: ProblemEntry, AnalyticProblem, AnalyticFiniteSumProblem {
  public static let id = "least-squares"
  public static let summary = "Linear least squares with seeded data, noisy or not"
  public static let formula = "mean over i of 1/2 (a[i]^T x - b[i])^2"
  public static let parameters: [Parameter] = [
    .dimension(1...500, default: 10),
    .integer("sampleCount", 1...1_000_000, default: 256, "N: number of examples"),
    .number(
      "conditionNumber", .conditionNumbers, default: 10,
      "Largest over smallest eigenvalue of the features' Gram matrix"),
    .number(
      "noise", .nonNegative, default: 0.1, "Standard deviation of what is added to the responses"),
  ]

  public var dimension: Int { design.dimension }
  public var sampleCount: Int { design.sampleCount }
  private let design: DesignMatrix
  private let responses: [Double]
  private let solution: [Double]
  private let isExact: Bool

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireInstance(instance)
    let (n, count) = (values.integer("dimension"), values.integer("sampleCount"))
    try Self.requireExamples(sampleCount: count, dimension: n)
    let key = Self.dataKey(n, count, instance: instance)
    var weights = RandomStream(key.child("weights"))
    let w = (0..<n).map { _ in weights.normal() }
    var errors = RandomStream(key.child("noise"))
    let noise = values.number("noise")
    isExact = noise == 0
    do {
      design = try DesignMatrix(
        sampleCount: count, dimension: n, conditionNumber: values.number("conditionNumber"),
        key: key)
      responses = design.products(with: w).map { $0 + noise * errors.normal() }
      let features = Matrix(rows: count, columns: n, elements: design.entries)
      solution = isExact ? w : try QR(of: features).leastSquares(responses)
    } catch {
      throw .construction(problem: Self.id, explanation: "\(error)")
    }
  }

  @inline(__always)
  private func loss<S: Scalar>(_ example: Int, at x: Span<S>) -> S {
    let row = design.entries.span.extracting((example * x.count)..<((example + 1) * x.count))
    var product: S = 0
    for j in 0..<x.count { product = product + S(row[j]) * x[j] }
    let r = product - S(responses[example])
    return r * r
  }

  @inline(__always)
  private func addLoss<S: Scalar>(
    _ example: Int, at x: Span<S>, to g: inout MutableSpan<S>
  ) -> S {
    let row = design.entries.span.extracting((example * x.count)..<((example + 1) * x.count))
    var product: S = 0
    for j in 0..<x.count { product = product + S(row[j]) * x[j] }
    let r = product - S(responses[example])
    for j in 0..<x.count { g[j] = g[j] + r * S(row[j]) }
    return r * r
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

  public var dataBytes: Int { 8 * (design.entries.count + responses.count) }

  public var facts: Facts {
    let (value, error) = isExact ? (0, 0) : minimum()
    return Facts(
      start: [Double](repeating: 0, count: dimension),
      minimum: .attained(value, error: error),
      knownPoints: [KnownPoint(solution, objective: value)],
      isConvex: true,
      lipschitzConstant: design.largestEigenvalue, strongConvexity: design.smallestEigenvalue,
      largestEigenvalue: design.largestEigenvalue, smallestEigenvalue: design.smallestEigenvalue,
      exampleQuadratics: { examples },
      source: "L. Bottou, F. E. Curtis, J. Nocedal, SIAM Review 60(2), 2018")
  }

  /// The examples as quadratics about the solution: Hᵢ = aᵢaᵢᵀ, gᵢ = (aᵢᵀx − bᵢ) aᵢ.
  private var examples: ExampleQuadratics {
    let residuals = zip(design.products(with: solution), responses).map { isExact ? 0 : $0 - $1 }
    return ExampleQuadratics(
      dimension: dimension, rows: design.entries,
      gradients: design.entries.enumerated().map { residuals[$0 / dimension] * $1 })
  }

  /// f at the solution, and how far from the true minimum it can be: rounding of the residuals, and
  /// ‖∇f‖² / 2μ for the solution's own error.
  private func minimum() -> (value: Double, error: Double) {
    let count = Double(sampleCount)
    var squares = CompensatedSum()
    var rounding = 0.0
    for (i, product) in design.products(with: solution).enumerated() {
      let r = product - responses[i]
      squares.add(r * r)
      var size = responses[i].magnitude
      for j in 0..<dimension { size += (design.entries[i * dimension + j] * solution[j]).magnitude }
      rounding += r.magnitude * size
    }
    let unit = 0.5 * Double.ulpOfOne
    let value = 0.5 * squares.value / count
    var g = solution
    var span = g.mutableSpan
    _ = gradient(at: solution.span, into: &span)
    let square = g.reduce(0) { $0 + $1 * $1 }
    return (
      value,
      Double(dimension + 2) * unit * rounding / count + 4 * unit * value
        + square / (2 * design.smallestEigenvalue)
    )
  }
}
