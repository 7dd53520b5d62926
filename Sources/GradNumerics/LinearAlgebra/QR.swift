/// The QR factorisation of a matrix by Householder reflections, with column pivoting unless
/// switched off.
///
///     A P = Q R,   QᵀQ = I,   R upper triangular (trapezoidal if A is wide)
///
/// With pivoting the magnitudes on R's diagonal do not grow, and ``rank`` counts those above
/// max(m, n) · eps times the first. Without it, P is the identity and the rank less reliable: a
/// matrix may be singular to rounding without a small entry on the diagonal.
///
/// Columns are not scaled: one that is 1e16 times shorter than another, by its units, counts as
/// dependent.
///
/// - Complexity: about 2 m n² operations for m rows and n columns, half as many more for pivoting.
/// - Source: P. Businger and G. H. Golub, Numerische Mathematik 7, 1965. Rank without pivoting:
///   W. Kahan, Canadian Mathematical Bulletin 9, 1966.
public struct QR: Sendable {
  /// Column k of A P is column `columnOrder[k]` of A.
  public let columnOrder: [Int]
  /// How many columns are independent to rounding.
  public let rank: Int
  /// R, with as many rows as the shorter side of A and as many columns as A.
  public let r: Matrix

  private let reflectors: Matrix
  private let tau: [Double]
  private let scale: Double

  /// Factorises `matrix`, of any shape.
  ///
  /// - Throws: ``NumericsError/notFinite(operation:row:column:value:)`` for the first NaN or
  ///   infinite entry; ``NumericsError/overflow(operation:)`` if an entry of R is larger than a
  ///   double can hold.
  public init(of matrix: Matrix, pivoting: Bool = true) throws(NumericsError) {
    try matrix.checkFinite("QR")
    self.init(finite: matrix, pivoting: pivoting)
    guard r.storage.allSatisfy(\.isFinite) else { throw .overflow(operation: "QR") }
  }

  /// As the public initializer, for a matrix known to be finite and of moderate size.
  init(finite matrix: Matrix, pivoting: Bool) {
    let m = matrix.rows
    let n = matrix.columns
    let count = Swift.min(m, n)
    scale = matrix.scaleToUnit()
    var work = matrix
    work.multiply(by: scale)
    var order = Array(0..<n)
    var taus = [Double](repeating: 0, count: count)
    var v = [Double](repeating: 0, count: m)
    for k in 0..<count {
      if pivoting { work.bringLongestColumn(to: k, &order) }
      for i in k..<m { v[i] = work[i, k] }
      let reflection = makeReflection(&v, from: k)
      work.reflectRows(from: k, columns: (k + 1)..<n, v, reflection.tau)
      work[k, k] = reflection.value
      for i in (k + 1)..<Swift.max(m, k + 1) { work[i, k] = v[i] }
      taus[k] = reflection.tau
    }

    var upper = Matrix(rows: count, columns: n)
    var largest = 0.0
    for i in 0..<count {
      for j in i..<n { upper[i, j] = work[i, j] / scale }
      if work[i, i].magnitude > largest { largest = work[i, i].magnitude }
    }
    let threshold = Double(Swift.max(m, n)) * Double.ulpOfOne * largest
    rank = (0..<count).count { work[$0, $0].magnitude > threshold }
    columnOrder = order
    r = upper
    reflectors = work
    tau = taus
  }

  /// The first min(m, n) columns of Q: orthonormal, and spanning the columns of A if the rank is n.
  public var q: Matrix {
    let m = reflectors.rows
    var result = Matrix(rows: m, columns: tau.count)
    for i in 0..<tau.count { result[i, i] = 1 }
    for k in stride(from: tau.count - 1, through: 0, by: -1) {
      result.reflectRows(from: k, columns: k..<tau.count, reflector(k), tau[k])
    }
    return result
  }

  /// The x that makes ‖A x − b‖ smallest, which is the solution of A x = b if A is square.
  ///
  /// - Parameter right: b, as long as A has rows.
  /// - Throws: ``NumericsError/rankDeficient(operation:rank:columns:)`` if the columns are
  ///   dependent to rounding, as always when there are more columns than rows: then many x are
  ///   equally good.
  public func leastSquares(_ right: [Double]) throws(NumericsError) -> [Double] {
    let m = reflectors.rows
    let n = reflectors.columns
    precondition(
      right.count == m, "\(m) equations cannot have a right side of \(right.count)")
    guard rank == n else {
      throw .rankDeficient(operation: "QR least squares", rank: rank, columns: n)
    }
    var b = Matrix(rows: m, columns: 1, elements: right)
    for k in 0..<n { b.reflectRows(from: k, columns: 0..<1, reflector(k), tau[k]) }
    var solution = [Double](repeating: 0, count: n)
    var x = [Double](repeating: 0, count: n)
    for i in stride(from: n - 1, through: 0, by: -1) {
      var sum = b[i, 0]
      for j in (i + 1)..<Swift.max(n, i + 1) { sum -= reflectors[i, j] * x[j] }
      x[i] = sum / reflectors[i, i]
      solution[columnOrder[i]] = x[i] * scale
    }
    return solution
  }

  /// The vector of reflection k, by its definition in ``makeReflection(_:from:)``.
  private func reflector(_ k: Int) -> [Double] {
    var v = [Double](repeating: 0, count: reflectors.rows)
    v[k] = 1
    for i in (k + 1)..<Swift.max(v.count, k + 1) { v[i] = reflectors[i, k] }
    return v
  }
}

extension Matrix {
  /// Exchanges column k and the one, from k on, that is longest from row k down (the first of
  /// equals).
  ///
  /// The lengths are summed anew each time: bringing them up to date instead is cheaper, but
  /// cancels when columns are nearly dependent, which is when the order matters.
  fileprivate mutating func bringLongestColumn(to k: Int, _ order: inout [Int]) {
    var squares = [Double](repeating: 0, count: columns)
    for i in k..<rows {
      for j in k..<columns { squares[j] += self[i, j] * self[i, j] }
    }
    var longest = k
    for j in (k + 1)..<Swift.max(columns, k + 1) where squares[j] > squares[longest] {
      longest = j
    }
    guard longest != k else { return }
    order.swapAt(k, longest)
    for i in 0..<rows {
      let held = self[i, k]
      self[i, k] = self[i, longest]
      self[i, longest] = held
    }
  }
}
