@testable import GradNumerics

extension Matrix {
  /// Frobenius norm, scaled against overflow.
  var frobeniusNorm: Double {
    let largest = storage.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest
      * storage.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  static func - (left: Matrix, right: Matrix) -> Matrix {
    Matrix(
      rows: left.rows, columns: left.columns,
      elements: zip(left.elements, right.elements).map { $0 - $1 })
  }

  /// ‖QᵀQ − I‖.
  var orthogonalityError: Double { (transpose * self - .identity(columns)).frobeniusNorm }

  static func normal(rows: Int, columns: Int, from stream: inout RandomStream) -> Matrix {
    Matrix(
      rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in stream.normal() })
  }

  /// Entry (i, j) is 1 / (i + j + 1): condition numbers 1.5e10 for order 8, 1.6e13 for order 10.
  static func hilbert(_ order: Int) -> Matrix {
    Matrix(
      rows: order, columns: order,
      elements: (0..<order * order).map { 1 / Double($0 / order + $0 % order + 1) })
  }

  /// Q Λ Qᵀ with a random orthogonal Q; symmetric exactly.
  static func withSpectrum(_ values: [Double], from stream: inout RandomStream) -> Matrix {
    let q = randomOrthogonal(order: values.count, from: &stream)
    var result = q * diagonal(values) * q.transpose
    for i in 0..<values.count {
      for j in 0..<i { result[j, i] = result[i, j] }
    }
    return result
  }
}

func largestDifference(_ left: [Double], _ right: [Double]) -> Double {
  zip(left, right).reduce(0) { max($0, ($1.0 - $1.1).magnitude) }
}
