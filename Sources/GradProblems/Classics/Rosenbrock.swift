public import GradCore
public import GradNumerics

/// The chained Rosenbrock function: a curved valley, steep across and nearly flat along.
///
///     f(x) = Σᵢ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²,   i = 1 … n−1
///
/// The valley floor is cheap to reach and slow to follow, so this problem separates methods that
/// adapt to curvature from methods that only pick a good learning rate.
///
/// - Minimum: f = 0 at (1, …, 1). From n = 4 on there is a second, local minimum near
///   (−1, 1, …, 1) with f close to 4: a trial that ends there converged but did not hit. It is
///   found by Newton's method when the problem is made, and kept only if the Hessian is positive
///   definite there.
/// - Start: (−1.2, 1, −1.2, 1, …).
/// - Conditioning: κ ≈ 2508 at the minimum for n = 2.
/// - Cost: O(n) for the objective and for the analytic gradient.
/// - Source: H. H. Rosenbrock, The Computer Journal 3(3), 1960 (n = 2). Second minimum:
///   Y.-W. Shang and Y.-H. Qiu, Evolutionary Computation 14(1), 2006 (n = 4 … 30).
public struct Rosenbrock: ProblemEntry, AnalyticProblem {
  public static let id = "rosenbrock"
  public static let summary = "Chained Rosenbrock function, a curved narrow valley"
  public static let formula = "sum over i = 1 .. n-1 of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2"
  public static let parameters: [Parameter] = [.dimension(2...100_000, default: 2)]

  public let dimension: Int

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    dimension = values.integer("dimension")
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    var sum: S = 0
    for i in 0..<x.count - 1 {
      let a = 1 - x[i]
      let b = x[i + 1] - x[i] * x[i]
      sum = sum + (100 * b * b + a * a)
    }
    return sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    var sum: S = 0
    var fromPrevious: S = 0
    let last = x.count - 1
    for i in 0..<last {
      let a = 1 - x[i]
      let b = x[i + 1] - x[i] * x[i]
      sum = sum + (100 * b * b + a * a)
      g[i] = fromPrevious - 400 * b * x[i] - 2 * a
      fromPrevious = 200 * b
    }
    g[last] = fromPrevious
    return sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var facts: Facts {
    let ones = [Double](repeating: 1, count: dimension)
    let (smallest, largest) = hessian(at: ones).extremeEigenvalues()
    return Facts(
      start: (0..<dimension).map { $0.isMultiple(of: 2) ? -1.2 : 1 },
      minimum: .exact(0),
      knownPoints: [KnownPoint(ones, objective: 0)] + secondMinimum(),
      isConvex: false,
      largestEigenvalue: largest, smallestEigenvalue: smallest,
      source: "H. H. Rosenbrock, The Computer Journal 3(3), 1960")
  }
}

extension Rosenbrock {
  func hessian(at x: [Double]) -> TridiagonalMatrix {
    var diagonal = [Double](repeating: 0, count: dimension)
    var offDiagonal = [Double](repeating: 0, count: dimension - 1)
    for i in 0..<dimension - 1 {
      diagonal[i] += 1200 * x[i] * x[i] - 400 * x[i + 1] + 2
      diagonal[i + 1] += 200
      offDiagonal[i] = -400 * x[i]
    }
    return TridiagonalMatrix(diagonal: diagonal, offDiagonal: offDiagonal)
  }

  /// The local minimum near (−1, 1, …, 1), or nothing where there is none (n < 4).
  private func secondMinimum() -> [KnownPoint] {
    guard dimension >= 4 else { return [] }
    var x = [Double](repeating: 1, count: dimension)
    x[0] = -1
    var g = x
    func evaluate() -> Double {
      var span = g.mutableSpan
      return gradient(at: x.span, into: &span)
    }
    // Quadratic convergence; 4 iterations from n = 30 on, 11 for n = 4, the most. More
    // would only shuffle rounding errors.
    for _ in 0..<20 {
      _ = evaluate()
      guard let step = hessian(at: x).solvePositiveDefinite(g) else { return [] }
      for i in 0..<dimension { x[i] -= step[i] }
      if zip(step, x).allSatisfy({ $0.magnitude <= 1e-16 * $1.magnitude }) { break }
    }
    let value = evaluate()
    let flat = g.allSatisfy { $0.magnitude < 1e-11 }
    guard flat, x[0] < 0, hessian(at: x).solvePositiveDefinite(g) != nil else { return [] }
    return [KnownPoint(x, objective: value, isGlobal: false)]
  }
}
