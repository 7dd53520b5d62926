/// A symmetric matrix brought to tridiagonal form by reflections, A = Q T Qᵀ, and the implicit QL
/// iteration that makes T diagonal.
///
/// Reflection k = 0 … n−3 is I − τₖ v vᵀ, with v zero up to row k, 1 in row k+1, and below that
/// what is kept in column k of `reflectors`.
struct HouseholderTridiagonal {
  /// The diagonal of T; after ``diagonalise(rotating:)`` the eigenvalues in no order.
  private(set) var diagonal: [Double]
  /// Entry k couples rows k and k+1 of T; the last is 0.
  private var coupling: [Double]
  private var reflectors: Matrix
  private var tau: [Double]

  /// Reduces a matrix whose entries are of the order of 1; only the lower triangle is read.
  init(of matrix: Matrix) {
    let n = matrix.rows
    diagonal = [Double](repeating: 0, count: n)
    coupling = [Double](repeating: 0, count: n)
    tau = [Double](repeating: 0, count: n)
    reflectors = matrix
    var v = [Double](repeating: 0, count: n)
    var w = [Double](repeating: 0, count: n)
    for k in 0..<n {
      diagonal[k] = reflectors[k, k]
      guard k + 1 < n else { break }
      for i in (k + 1)..<n { v[i] = reflectors[i, k] }
      let reflection = makeReflection(&v, from: k + 1)
      coupling[k] = reflection.value
      tau[k] = reflection.tau
      for i in (k + 1)..<n { reflectors[i, k] = v[i] }
      if reflection.tau != 0 {
        Self.reflect(&reflectors.storage, order: n, from: k + 1, v, reflection.tau, &w)
      }
    }
  }

  /// H A H on rows and columns `first` … n−1 of the lower triangle, where H = I − τ v vᵀ.
  ///
  ///     w = τ A v,   w ← w − ½ τ (wᵀv) v,   A ← A − v wᵀ − w vᵀ
  private static func reflect(
    _ entries: inout [Double], order n: Int, from first: Int, _ v: [Double], _ tau: Double,
    _ w: inout [Double]
  ) {
    var a = entries.mutableSpan
    var w = w.mutableSpan
    let v = v.span
    for i in first..<n { w[i] = 0 }
    for i in first..<n {
      let row = i &* n
      let vi = v[i]
      var sum = a[row &+ i] * vi
      for j in first..<i {
        sum += a[row &+ j] * v[j]
        w[j] += a[row &+ j] * vi
      }
      w[i] += sum
    }
    var inner = 0.0
    for i in first..<n {
      w[i] *= tau
      inner += w[i] * v[i]
    }
    let half = 0.5 * tau * inner
    for i in first..<n { w[i] -= half * v[i] }
    for i in first..<n {
      let row = i &* n
      let vi = v[i]
      let wi = w[i]
      for j in first...i { a[row &+ j] -= vi * w[j] + wi * v[j] }
    }
  }

  /// Q, the product of all reflections.
  func transformation() -> Matrix {
    let n = diagonal.count
    var result = Matrix.identity(n)
    var v = [Double](repeating: 0, count: n)
    // From the last reflection back: each then touches only the corner that is not yet identity.
    for k in stride(from: n - 2, through: 0, by: -1) where tau[k] != 0 {
      for i in (k + 1)..<n { v[i] = reflectors[i, k] }
      result.reflectRows(from: k + 1, columns: (k + 1)..<n, v, tau[k])
    }
    return result
  }

  /// Makes T diagonal by implicit QL steps with Wilkinson's shift, rotating the rows of `rows` too.
  ///
  /// A coupling counts as zero when it is at most eps times its two neighbours on the diagonal, or
  /// below eps² of the matrix: without the second part two diagonal entries that are only rounding
  /// noise would have to be told apart.
  ///
  /// - Throws: ``NumericsError/notConverged(operation:index:iterations:)`` after 60 steps for one
  ///   eigenvalue; fewer than 3 are usual.
  mutating func diagonalise(rotating rows: inout Matrix?) throws(NumericsError) {
    let n = diagonal.count
    let stepLimit = 60
    for first in 0..<n {
      var steps = 0
      while true {
        let last = endOfBlock(from: first)
        if last == first { break }
        guard steps < stepLimit else {
          throw .notConverged(
            operation: SymmetricEigenvalues.operation, index: first, iterations: steps)
        }
        steps += 1
        implicitStep(first, last, rotating: &rows)
      }
    }
  }

  /// The last row of the block, uncoupled from what follows, in which row `first` lies.
  private func endOfBlock(from first: Int) -> Int {
    let eps = Double.ulpOfOne
    var m = first
    while m + 1 < diagonal.count {
      let size = diagonal[m].magnitude + diagonal[m + 1].magnitude
      if coupling[m].magnitude <= eps * size || coupling[m].magnitude <= eps * eps { break }
      m += 1
    }
    return m
  }

  /// One implicit QL step on rows `first` … `last`, chasing the bulge from the bottom up.
  private mutating func implicitStep(_ first: Int, _ last: Int, rotating rows: inout Matrix?) {
    let quotient = (diagonal[first + 1] - diagonal[first]) / (2 * coupling[first])
    let root = (quotient * quotient + 1).squareRoot()
    let divisor = quotient + (quotient < 0 ? -root : root)
    var g = diagonal[last] - diagonal[first] + coupling[first] / divisor
    var s = 1.0
    var c = 1.0
    var p = 0.0
    for i in stride(from: last - 1, through: first, by: -1) {
      let f = s * coupling[i]
      let b = c * coupling[i]
      let squares = f * f + g * g
      let r = squares.squareRoot()
      coupling[i + 1] = r
      if squares <= smallestExactSquare {
        // The bulge is nothing beside the matrix, and its squares are too inexact for a rotation:
        // the block has split, so finish what was begun and start again.
        coupling[i + 1] = 0
        diagonal[i + 1] -= p
        coupling[last] = 0
        return
      }
      s = f / r
      c = g / r
      g = diagonal[i + 1] - p
      let t = (diagonal[i] - g) * s + 2 * c * b
      p = s * t
      diagonal[i + 1] = g + p
      g = c * t - b
      rows?.rotateRows(i, i + 1, cosine: c, sine: s)
    }
    diagonal[first] -= p
    coupling[first] = g
    coupling[last] = 0
  }
}
