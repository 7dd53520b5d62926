public import GradCore
public import GradNumerics

/// A convex quadratic with a given spectrum.
///
///     f(x) = ½ (x − x*)ᵀ A (x − x*),   A = Q diag(λ) Qᵀ
///
/// The eigenvalues run from 1 to κ, both exactly; `spectrum` says how:
/// - `log-uniform`: in equal ratios, λᵢ = κ^((i−1)/(n−1)).
/// - `clustered`: half of them within 1 % (in the logarithm) of 1, half of κ. Methods that adapt to
///   the spectrum need few iterations, gradient descent as many as ever.
/// - `rank-deficient`: the first ⌊n/2⌋ are 0, the others log-uniform. The minimizers are a whole
///   subspace; f still falls linearly.
/// - `power-law`: λᵢ falling like a power of i, from κ to 1: few large ones, many small ones.
///
/// With `rotation`, Q is a random orthogonal matrix, else the identity. The start is x* + Q z with
/// z normal, so that gradient descent sees the same gaps rotated or not (to rounding), and only
/// methods that scale coordinate by coordinate see the difference.
///
/// - Minimum: f = 0 at x*, whose components are uniform in [−1, 1].
/// - Start: x* plus a normal vector; both belong to the instance.
/// - Conditioning: κ = `conditionNumber`. L = κ, μ = 1 (0 if rank-deficient).
/// - Cost: O(n), rotated O(n²).
/// - Source: common; for example COCO's f1, f2 and f10, N. Hansen, S. Finck, R. Ros, A. Auger,
///   INRIA report 6829, 2009.
public struct Quadratic: ProblemEntry, AnalyticProblem {
  public static let id = "quadratic"
  public static let summary = "Convex quadratic with a given spectrum, rotated or not"
  public static let formula =
    "1/2 (x - x*)^T A (x - x*), eigenvalues of A from 1 to conditionNumber"
  public static let parameters: [Parameter] = [
    .dimension(1...1000, default: 10),
    .number("conditionNumber", .conditionNumbers, default: 100, "Largest over smallest eigenvalue"),
    .choice(
      "spectrum", ["log-uniform", "clustered", "rank-deficient", "power-law"],
      "How the eigenvalues lie between 1 and conditionNumber"),
    .flag("rotation", default: false, "Whether the axes are a random orthogonal basis"),
  ]

  public let dimension: Int
  private let spectrum: [Double]
  /// A by rows where it is rotated, else empty.
  private let matrix: [Double]
  private let minimizer: [Double]
  private let start: [Double]
  private let conditionNumber: Double

  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireInstance(instance)
    let n = values.integer("dimension")
    dimension = n
    conditionNumber = values.number("conditionNumber")
    spectrum = Self.spectrum(values.choice("spectrum"), to: conditionNumber, count: n)
    let key = Self.dataKey(n, instance: instance)
    var positions = RandomStream(key.child("minimizer"))
    let center = (0..<n).map { _ in positions.uniform(in: -1...1) }
    var normals = RandomStream(key.child("start"))
    var displacement = (0..<n).map { _ in normals.normal() }
    if values.flag("rotation") {
      var entropy = RandomStream(key.child("rotation"))
      let q = Matrix.randomOrthogonal(order: n, from: &entropy)
      displacement = q * displacement
      matrix = Self.conjugate(spectrum, by: q)
    } else {
      matrix = []
    }
    minimizer = center
    start = zip(center, displacement).map { $0 + $1 }
  }

  public func value<S: Scalar>(at x: Span<S>) -> S {
    let (c, n) = (minimizer.span, dimension)
    var sum: S = 0
    if matrix.isEmpty {
      let eigenvalues = spectrum.span
      for i in 0..<n {
        let d = x[i] - S(c[i])
        sum = sum + d * (S(eigenvalues[i]) * d)
      }
      return 0.5 * sum
    }
    for i in 0..<n {
      let row = matrix.span.extracting((i * n)..<((i + 1) * n))
      var product: S = 0
      for j in 0..<n { product = product + S(row[j]) * (x[j] - S(c[j])) }
      sum = sum + (x[i] - S(c[i])) * product
    }
    return 0.5 * sum
  }

  public func gradient<S: Scalar>(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    let (c, n) = (minimizer.span, dimension)
    var sum: S = 0
    if matrix.isEmpty {
      let eigenvalues = spectrum.span
      for i in 0..<n {
        let d = x[i] - S(c[i])
        let slope = S(eigenvalues[i]) * d
        sum = sum + d * slope
        g[i] = slope
      }
      return 0.5 * sum
    }
    for i in 0..<n {
      let row = matrix.span.extracting((i * n)..<((i + 1) * n))
      var product: S = 0
      for j in 0..<n { product = product + S(row[j]) * (x[j] - S(c[j])) }
      sum = sum + (x[i] - S(c[i])) * product
      g[i] = product
    }
    return 0.5 * sum
  }

  public var objective: Objective { Objective(self).analytic(self) }

  /// The spectrum, and A where it is rotated.
  public var dataBytes: Int { 8 * (spectrum.count + matrix.count) }

  public var facts: Facts {
    let smallest = spectrum.reduce(.infinity, Swift.min)
    return Facts(
      start: start,
      minimum: .exact(0),
      knownPoints: [KnownPoint(minimizer, objective: 0)],
      isConvex: true, lipschitzConstant: conditionNumber,
      strongConvexity: smallest > 0 ? smallest : nil,
      largestEigenvalue: conditionNumber, smallestEigenvalue: smallest,
      source: "N. Hansen, S. Finck, R. Ros, A. Auger, INRIA report 6829, 2009 (f1, f2, f10)")
  }
}

extension Quadratic {
  /// The eigenvalues, one an axis; for n = 1 just the condition number.
  static func spectrum(_ kind: String, to largest: Double, count: Int) -> [Double] {
    switch kind {
    case "clustered":
      let spread = realPower(largest, 0.01)
      let low = logUniform(to: spread, count: count / 2)
      let high = logUniform(to: spread, count: count - count / 2).map { largest / $0 }
      // A cluster of one is its outer end.
      return (low.count == 1 ? [1] : low) + (high.count == 1 ? [largest] : high.reversed())
    case "rank-deficient":
      return [Double](repeating: 0, count: count / 2)
        + logUniform(to: largest, count: count - count / 2)
    case "power-law":
      guard count > 1 else { return [largest] }
      let exponent = Double.log(largest) / Double.log(Double(count))
      return (1...count).reversed().map { i in
        i == 1 ? largest : i == count ? 1 : largest / realPower(Double(i), exponent)
      }
    default:
      return logUniform(to: largest, count: count)
    }
  }

  /// Q diag(λ) Qᵀ by rows, symmetric to the last bit.
  private static func conjugate(_ eigenvalues: [Double], by q: Matrix) -> [Double] {
    let n = eigenvalues.count
    var scaled = q
    for i in 0..<n {
      for j in 0..<n { scaled[i, j] *= eigenvalues[j] }
    }
    let product = scaled * q.transpose
    var result = product.elements
    for i in 0..<n {
      for j in 0..<i { result[j * n + i] = result[i * n + j] }
    }
    return result
  }
}
