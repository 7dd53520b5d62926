import GradNumerics

/// The maps of ``NoiseTheory`` for Hᵢ = aᵢaᵢᵀ + r · I, in the basis of H's eigenvectors.
///
/// A symmetric matrix is packed into d = n(n + 1)/2 numbers, its lower triangle with the entries off the
/// diagonal times √2, so that products of packed matrices are those of Frobenius. There M ↦ HM + MH and
/// M ↦ HMH are diagonal, and M ↦ mean aᵢaᵢᵀMaᵢaᵢᵀ is the mean of sᵢsᵢᵀ with sᵢ the packed aᵢaᵢᵀ.
struct SecondMoments: Sendable {
  private let order: Int
  /// Eigenvalues of H.
  private let curvatures: [Double]
  /// M ↦ mean Hᵢ M Hᵢ; the lower triangle.
  private let fourth: [Double]
  /// The diagonals of M ↦ HM + MH and M ↦ HMH.
  private let sums: [Double]
  private let products: [Double]
  /// C, packed.
  private let covariance: [Double]

  static let largestDimension = 20
  static let mostOperations = 1e9

  init?(_ examples: ExampleQuadratics) {
    let n = examples.dimension
    order = n * (n + 1) / 2
    guard n <= Self.largestDimension,
      Double(examples.sampleCount) * Double(order * order) <= Self.mostOperations
    else { return nil }
    let gram = Self.mean(of: examples.rows, order: n) { $0 }
    guard let eigen = try? SymmetricEigenvalues(of: gram, wantsVectors: true),
      let axes = eigen.vectors
    else { return nil }
    let ridge = examples.ridge
    let curvatures = eigen.values.map { $0 + ridge }
    guard let smallest = curvatures.first, let largest = curvatures.last,
      smallest > Double(n) * Double.ulpOfOne * largest
    else { return nil }
    self.curvatures = curvatures
    var (sums, products, ridges): ([Double], [Double], [Double]) = ([], [], [])
    for i in 0..<n {
      for j in 0...i {
        sums.append(curvatures[i] + curvatures[j])
        products.append(curvatures[i] * curvatures[j])
        // aaᵀMr + rMaaᵀ + r²M
        ridges.append(ridge * (eigen.values[i] + eigen.values[j] + ridge))
      }
    }
    var fourth = Self.mean(
      of: Self.rotated(examples.rows, to: axes), order: n, packed: order, Self.packedSquare
    ).elements
    for k in 0..<order { fourth[k * order + k] += ridges[k] }
    (self.sums, self.products, self.fourth) = (sums, products, fourth)
    let gradients = Self.rotated(examples.gradients, to: axes)
    covariance = Self.packed(Self.mean(of: gradients, order: n) { $0 })
  }

  /// The largest η at which the second moment of x and v does not grow.
  ///
  /// The map of moments leaves the cone of semidefinite matrices in itself, so that its spectral radius is
  /// one of its eigenvalues, and reaches 1 where (D(η) − Q) M = 0 has a solution. Of D only the first
  /// term depends on η, and falls: that is at η = (1 − β)/λmax of Q less the other term, scaled by the
  /// roots of λᵢ + λⱼ. Where all Hᵢ are H it is 2(1 + β)/λmax.
  func edge(batchSize: Int, momentum: Double) -> Double? {
    var scaled = quadratic(batchSize)
    for a in 0..<order {
      scaled[a * order + a] -= inertia(a, momentum)
      for b in 0...a { scaled[a * order + b] /= (sums[a] * sums[b]).squareRoot() }
    }
    let matrix = Matrix(rows: order, columns: order, elements: scaled)
    guard let largest = try? SymmetricEigenvalues(of: matrix).values.last, largest > 0 else {
      return nil
    }
    return (1 - momentum) / largest
  }

  /// ½ tr(H M) with (D(η) − Q) M = C / B.
  func floor(rate: Double, batchSize: Int, momentum: Double) -> Double? {
    var system = quadratic(batchSize)
    for a in 0..<order {
      for b in 0...a { system[a * order + b] *= -1 }
      system[a * order + a] += sums[a] * (1 - momentum) / rate + inertia(a, momentum)
    }
    let matrix = Matrix(rows: order, columns: order, elements: system)
    guard let factor = try? Cholesky(of: matrix) else { return nil }
    let moment = factor.solve(covariance.map { $0 / Double(batchSize) })
    return 0.5 * curvatures.indices.reduce(0) { $0 + curvatures[$1] * moment[$1 * ($1 + 3) / 2] }
  }

  /// The term of D that does not depend on η.
  private func inertia(_ index: Int, _ momentum: Double) -> Double {
    let square = sums[index] * sums[index] / (1 + momentum)
    return momentum / (1 - momentum) * (square - 2 * products[index])
  }

  /// Q, the lower triangle.
  private func quadratic(_ batchSize: Int) -> [Double] {
    let share = 1 / Double(batchSize)
    var matrix = fourth.map { $0 * share }
    for k in 0..<order { matrix[k * order + k] += (1 - share) * products[k] }
    return matrix
  }

  // MARK: Rows of numbers

  /// The rows in the basis of the columns of `axes`.
  private static func rotated(_ rows: [Double], to axes: Matrix) -> [Double] {
    let n = axes.rows
    return (Matrix(rows: rows.count / n, columns: n, elements: rows) * axes).elements
  }

  /// The mean of s sᵀ over the rows of n numbers, s made of each row; the lower triangle.
  private static func mean(
    of rows: [Double], order n: Int, packed: Int? = nil, _ make: ([Double]) -> [Double]
  ) -> Matrix {
    let order = packed ?? n
    var sums = [Double](repeating: 0, count: order * order)
    var entries = sums.mutableSpan
    for start in stride(from: 0, to: rows.count, by: n) {
      let values = make(Array(rows[start..<start + n]))
      let s = values.span
      for a in 0..<order {
        let factor = s[a]
        for b in 0...a { entries[a * order + b] += factor * s[b] }
      }
    }
    let share = Double(n) / Double(rows.count)
    for k in 0..<entries.count { entries[k] *= share }
    return Matrix(rows: order, columns: order, elements: sums)
  }

  /// a aᵀ, packed.
  private static func packedSquare(_ a: [Double]) -> [Double] {
    let root = 2.0.squareRoot()
    var packed: [Double] = []
    packed.reserveCapacity(a.count * (a.count + 1) / 2)
    for i in a.indices {
      for j in 0..<i { packed.append(root * a[i] * a[j]) }
      packed.append(a[i] * a[i])
    }
    return packed
  }

  /// A symmetric matrix of which the lower triangle is filled, packed.
  private static func packed(_ matrix: Matrix) -> [Double] {
    let root = 2.0.squareRoot()
    return (0..<matrix.rows).flatMap { i in
      (0...i).map { j in (i == j ? 1 : root) * matrix[i, j] }
    }
  }
}
