import GradCore
import GradNumerics

/// The features of a seeded regression problem: N rows of n numbers, N ≥ n.
///
///     A = √N · U diag(√λ) Vᵀ,   UᵀU = VᵀV = I,   λ from 1 to κ in equal ratios
///
/// so that the Gram matrix AᵀA / N has the eigenvalues λ to rounding.
struct DesignMatrix: Sendable {
  let sampleCount: Int
  let dimension: Int
  /// Row by row.
  let entries: [Double]
  /// The extreme eigenvalues of AᵀA / N as stored.
  let smallestEigenvalue: Double
  let largestEigenvalue: Double

  init(
    sampleCount: Int, dimension: Int, conditionNumber: Double, key: RandomKey
  ) throws(NumericsError) {
    self.sampleCount = sampleCount
    self.dimension = dimension
    var normals = RandomStream(key.child("features"))
    let raw = Matrix(
      rows: sampleCount, columns: dimension,
      elements: (0..<sampleCount * dimension).map { _ in normals.normal() })
    var entropy = RandomStream(key.child("rotation"))
    var axes = Matrix.randomOrthogonal(order: dimension, from: &entropy)
    let eigenvalues = logUniform(to: conditionNumber, count: dimension)
    for i in 0..<dimension {
      let scale = (Double(sampleCount) * eigenvalues[i]).squareRoot()
      for j in 0..<dimension { axes[i, j] *= scale }
    }
    entries = (try QR(of: raw, pivoting: false).q * axes).elements
    let gram = Self.weightedGram(
      entries, columns: dimension, weights: [Double](repeating: 1, count: sampleCount))
    let found = try SymmetricEigenvalues(of: gram).values
    smallestEigenvalue = found.first ?? 0
    largestEigenvalue = found.last ?? 0
  }

  /// (1/N) Σᵢ wᵢ aᵢ aᵢᵀ over the rows; only the lower triangle is filled.
  static func weightedGram(_ entries: [Double], columns n: Int, weights: [Double]) -> Matrix {
    var sums = [Double](repeating: 0, count: n * n)
    let a = entries.span
    var s = sums.mutableSpan
    for i in weights.indices {
      let row = a.extracting((i * n)..<((i + 1) * n))
      for j in 0..<n {
        let factor = weights[i] * row[j]
        for k in 0...j { s[j * n + k] += factor * row[k] }
      }
    }
    let share = 1 / Double(weights.count)
    for k in 0..<s.count { s[k] *= share }
    return Matrix(rows: n, columns: n, elements: sums)
  }

  /// aᵢᵀ x for every row, summed from the first feature up, as the objectives sum it.
  func products(with x: [Double]) -> [Double] {
    let a = entries.span
    return (0..<sampleCount).map { i in
      var sum = 0.0
      for j in 0..<dimension { sum = sum + a[i * dimension + j] * x[j] }
      return sum
    }
  }
}

extension ProblemEntry {
  /// Refuses more regression data than can be made in seconds.
  static func requireSize(sampleCount: Int, dimension: Int) throws(ProblemError) {
    let largest = 2_000_000
    guard sampleCount * dimension <= largest else {
      throw .parameters(
        problem: id,
        explanation: "sampleCount times dimension must be at most \(largest),"
          + " but is \(sampleCount * dimension)")
    }
  }

  /// Refuses fewer examples than features, which leave the solution undetermined.
  static func requireExamples(sampleCount: Int, dimension: Int) throws(ProblemError) {
    try requireSize(sampleCount: sampleCount, dimension: dimension)
    guard sampleCount >= dimension else {
      throw .parameters(
        problem: id,
        explanation: "sampleCount must be at least the dimension \(dimension),"
          + " but is \(sampleCount)")
    }
  }
}
