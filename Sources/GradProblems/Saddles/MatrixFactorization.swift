public import GradCore
public import GradNumerics

/// The factorisation of a matrix of rank 1: a strict saddle at 0, and a curve of minimizers.
///
///     f(u, v) = ½ ‖u vᵀ − a bᵀ‖²,   x = (u, v),   ‖a‖ = ‖b‖ = 1
///
/// The saddle at the origin is strict (eigenvalues ±1 and 0): starts near 0, as networks have them,
/// are held by it. All minima are global: (ta, b/t) for every t ≠ 0.
///
/// - Minimum: f = 0; the two balanced ones, ±(a, b), are listed.
/// - Start: offset times a normal vector.
/// - Conditioning: at a balanced minimizer the eigenvalues are 2, 1 and, along the curve, 0.
/// - Cost: O(n²).
/// - Source: R. Ge, C. Jin, Y. Zheng, "No spurious local minima in nonconvex low rank problems",
///   ICML 2017.
public struct MatrixFactorization: ProblemEntry, AnalyticProblem {
  public static let id = "matrix-factorization"
  public static let summary = "Rank-1 matrix factorisation: a strict saddle at 0, no bad minima"
  public static let formula = "1/2 ||u v^T - a b^T||^2, x = (u, v)"
  public static let parameters: [Parameter] = [
    .dimension(2...1000, default: 10),
    .number("offset", .finite, default: 0.01, "Length scale of the start, near the saddle at 0"),
  ]

  public let dimension: Int
  private let half: Int
  /// a bᵀ by rows.
  private let target: [Double]
  private let factors: [Double]
  private let start: [Double]

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireInstance(instance)
    let n = values.integer("dimension")
    guard n.isMultiple(of: 2) else {
      throw .parameters(problem: Self.id, explanation: "dimension must be even, but is \(n)")
    }
    dimension = n
    half = n / 2
    let key = Self.dataKey(n, instance: instance)
    let a = Self.unitVector(n / 2, key.child("left"))
    let b = Self.unitVector(n / 2, key.child("right"))
    factors = a + b
    // Rounded as u vᵀ is at the minimizer, so that f is exactly 0 there.
    target = a.flatMap { p in b.map { p * $0 } }
    var stream = RandomStream(key.child("start"))
    let offset = values.number("offset")
    start = (0..<n).map { _ in offset * stream.normal() }
  }

  private static func unitVector(_ count: Int, _ key: RandomKey) -> [Double] {
    var stream = RandomStream(key)
    let normals = (0..<count).map { _ in stream.normal() }
    let norm = normals.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return normals.map { $0 / norm }
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let m = target.span
    var sum: S = 0
    for i in 0..<half {
      for j in 0..<half {
        let r = x[i] * x[half + j] - S(m[i * half + j])
        sum = sum + r * r
      }
    }
    return 0.5 * sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let m = target.span
    var sum: S = 0
    for j in 0..<half { g[half + j] = 0 }
    for i in 0..<half {
      var slope: S = 0
      for j in 0..<half {
        let r = x[i] * x[half + j] - S(m[i * half + j])
        sum = sum + r * r
        slope = slope + r * x[half + j]
        g[half + j] = g[half + j] + r * x[i]
      }
      g[i] = slope
    }
    return 0.5 * sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  public var dataBytes: Int { 8 * target.count }

  public var facts: Facts {
    var energy = CompensatedSum()
    for entry in target { energy.add(entry * entry) }
    return Facts(
      start: start,
      minimum: .exact(0),
      knownPoints: [
        KnownPoint(factors, objective: 0),
        KnownPoint(factors.map { -$0 }, objective: 0),
        KnownPoint(
          [Double](repeating: 0, count: dimension), objective: 0.5 * energy.value, kind: .saddle),
      ],
      isConvex: false, largestEigenvalue: 2, smallestEigenvalue: 0,
      source: "R. Ge, C. Jin, Y. Zheng, ICML 2017")
  }
}
