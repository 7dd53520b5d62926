public import GradNumerics

/// The inner product that a gradient is taken under.
///
///     ⟨u, v⟩ = uᵀ M v,   M symmetric positive definite
///
/// The derivative of f is one linear form; which vector represents it depends on the inner
/// product: M g = ∇f, so that ⟨g, v⟩ = ∇f·v for every v. Among directions of unit norm √(vᵀMv),
/// −g falls fastest, at the rate √(gᵀMg). Descent along g is preconditioned descent; M = the
/// Hessian gives Newton's direction.
///
/// - Cost: one Cholesky factorisation when it is made; 2n² for each gradient under a matrix.
public struct InnerProduct: Sendable {
  private enum Form: Sendable {
    case euclidean
    case diagonal([Double])
    case matrix(Matrix, Cholesky)
  }
  private let form: Form

  private init(_ form: Form) { self.form = form }

  /// M = I, of any dimension.
  public static let euclidean = InnerProduct(.euclidean)

  /// M with these positive numbers on its diagonal.
  public static func diagonal(_ weights: [Double]) throws(InnerProductError) -> InnerProduct {
    for (index, weight) in weights.enumerated() where !(weight > 0 && weight.isFinite) {
      throw .notPositive(index: index, weight: weight)
    }
    return InnerProduct(.diagonal(weights))
  }

  /// M as a whole.
  ///
  /// - Throws: Unless `matrix` is square, finite, exactly symmetric and positive definite to
  ///   rounding.
  public static func matrix(_ matrix: Matrix) throws(InnerProductError) -> InnerProduct {
    if matrix.rows == matrix.columns {
      for i in 0..<matrix.rows {
        for j in 0..<i where matrix[i, j] != matrix[j, i] {
          guard matrix[i, j].isFinite, matrix[j, i].isFinite else {
            let isLower = !matrix[i, j].isFinite
            throw .matrix(
              .notFinite(
                operation: "inner product", row: isLower ? i : j, column: isLower ? j : i,
                value: isLower ? matrix[i, j] : matrix[j, i]))
          }
          throw .notSymmetric(row: i, column: j)
        }
      }
    }
    do {
      return InnerProduct(.matrix(matrix, try Cholesky(of: matrix)))
    } catch {
      throw .matrix(error)
    }
  }

  /// The dimension that it is for; nil where it serves any.
  public var dimension: Int? {
    switch form {
    case .euclidean: nil
    case .diagonal(let weights): weights.count
    case .matrix(let matrix, _): matrix.rows
    }
  }

  /// Throws unless it can serve vectors of `dimension` numbers.
  public func check(dimension: Int) throws(InnerProductError) {
    guard let own = self.dimension, own != dimension else { return }
    throw .dimension(expected: dimension, found: own)
  }

  /// The g with M g = `partials`, the gradient under this inner product.
  public func gradient(of partials: [Double]) -> [Double] {
    switch form {
    case .euclidean: partials
    case .diagonal(let weights): pairs(partials, weights) { $0 / $1 }
    case .matrix(_, let factor): factor.solve(partials)
    }
  }

  /// M v
  public func dual(of v: [Double]) -> [Double] {
    switch form {
    case .euclidean: v
    case .diagonal(let weights): pairs(v, weights) { $0 * $1 }
    case .matrix(let matrix, _): matrix * v
    }
  }

  /// uᵀ M v
  public func product(_ u: [Double], _ v: [Double]) -> Double {
    precondition(u.count == v.count, "vectors of \(u.count) and \(v.count) numbers")
    return zip(u, dual(of: v)).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// √(vᵀ M v)
  public func norm(_ v: [Double]) -> Double {
    // Scaled, so that squares neither overflow nor vanish.
    guard !v.contains(where: \.isNaN) else { return .nan }
    let largest = v.reduce(0) { Double.maximum($0, $1.magnitude) }
    guard largest > 0, largest.isFinite else { return largest }
    let unit = v.map { $0 / largest }
    return largest * Double.maximum(0, product(unit, unit)).squareRoot()
  }

  private func pairs(
    _ v: [Double], _ weights: [Double], _ combine: (Double, Double) -> Double
  ) -> [Double] {
    precondition(
      v.count == weights.count,
      "an inner product of dimension \(weights.count) cannot serve \(v.count) numbers")
    return zip(v, weights).map(combine)
  }
}

/// Why numbers give no inner product, or not one for the problem at hand. Indices count from 0.
public enum InnerProductError: Error, Sendable, Equatable, CustomStringConvertible {
  case notPositive(index: Int, weight: Double)
  case notSymmetric(row: Int, column: Int)
  /// Not square, not finite or not positive definite.
  case matrix(NumericsError)
  case dimension(expected: Int, found: Int)

  public var description: String {
    switch self {
    case .notPositive(let index, let weight):
      "weight \(index) of the inner product, counted from 0, must be greater than 0 and finite, "
        + "but is \(weight)."
    case .notSymmetric(let row, let column):
      "inner product: entry (\(row), \(column)), counted from 0, differs from entry "
        + "(\(column), \(row)). Give a symmetric matrix."
    case .matrix(let error): "inner product: \(error)"
    case .dimension(let expected, let found):
      "the inner product has dimension \(found), but the problem has \(expected)."
    }
  }
}
