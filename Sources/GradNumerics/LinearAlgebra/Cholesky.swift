/// The Cholesky factorisation of a symmetric positive definite matrix.
///
///     A = L Lᵀ,   L lower triangular with positive diagonal
///
/// It is also the cheapest test for positive definiteness, but only to rounding: a matrix whose
/// smallest eigenvalue is below about n · eps · max|λ|, of either sign, may pass or fail.
///
/// - Complexity: n³/3 operations for the factor, 2 n² for each solution.
/// - Source: N. J. Higham, Accuracy and Stability of Numerical Algorithms, 2nd ed., 2002, ch. 10.
public struct Cholesky: Sendable, Equatable {
  /// L; its upper triangle is zero.
  public let factor: Matrix

  /// Factorises `matrix`.
  ///
  /// - Parameter matrix: Square; only the lower triangle is read.
  /// - Throws: ``NumericsError/notSquare(operation:rows:columns:)``;
  ///   ``NumericsError/notFinite(operation:row:column:value:)``;
  ///   ``NumericsError/notPositiveDefinite(pivot:value:)`` for the first pivot not above 0. Its
  ///   leading block of order `pivot` is then positive definite to rounding.
  public init(of matrix: Matrix) throws(NumericsError) {
    try matrix.checkSquare("Cholesky")
    try matrix.checkFinite("Cholesky", lowerTriangle: true)
    let n = matrix.rows
    var result = Matrix(rows: n, columns: n)
    for i in 0..<n {
      let pivot = Self.fillRow(i, of: &result.storage, from: matrix.storage, order: n)
      // Finite entries can overflow in the products; infinity and NaN are no pivots either.
      guard pivot > 0, pivot.isFinite else {
        throw .notPositiveDefinite(pivot: i, value: pivot)
      }
      result[i, i] = pivot.squareRoot()
    }
    factor = result
  }

  /// Row i of L left of the diagonal; returns the pivot, the square of its diagonal entry.
  private static func fillRow(
    _ i: Int, of factor: inout [Double], from matrix: [Double], order n: Int
  ) -> Double {
    var l = factor.mutableSpan
    let a = matrix.span
    var pivot = a[i &* n &+ i]
    for j in 0..<i {
      var sum = a[i &* n &+ j]
      for k in 0..<j { sum -= l[i &* n &+ k] * l[j &* n &+ k] }
      let entry = sum / l[j &* n &+ j]
      l[i &* n &+ j] = entry
      pivot -= entry * entry
    }
    return pivot
  }

  /// The x with A x = b. Its relative error is up to about n · eps · κ(A).
  ///
  /// - Parameter right: b, as long as the matrix has rows.
  public func solve(_ right: [Double]) -> [Double] {
    let n = factor.rows
    precondition(
      right.count == n, "a system of order \(n) cannot have a right side of \(right.count)")
    var solution = right
    var x = solution.mutableSpan
    let l = factor.storage.span
    for i in 0..<n {
      var sum = x[i]
      for j in 0..<i { sum -= l[i &* n &+ j] * x[j] }
      x[i] = sum / l[i &* n &+ i]
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      let value = x[i] / l[i &* n &+ i]
      x[i] = value
      // Row by row through L, as it is stored.
      for j in 0..<i { x[j] -= l[i &* n &+ j] * value }
    }
    return solution
  }
}
