/// A dense matrix of doubles, stored row by row.
///
/// A value type: copying costs nothing until one copy is changed. Sizes may be 0. Sizes that do not
/// fit together are a programmer's mistake and stop the program; contents are never judged here
/// (the factorisations refuse NaN and infinity).
///
/// What is surprising: `==` compares as doubles do, so a matrix with a NaN is not equal to itself.
public struct Matrix: Sendable, Equatable {
  /// How many rows there are.
  public let rows: Int
  /// How many columns there are.
  public let columns: Int
  @usableFromInline var storage: [Double]

  /// All entries, row by row: entry (i, j) is at i · columns + j. In a loop, take it once and use
  /// its `span`.
  @inlinable
  public var elements: [Double] { storage }

  /// A matrix of zeros.
  public init(rows: Int, columns: Int) {
    precondition(
      rows >= 0 && columns >= 0 && !rows.multipliedReportingOverflow(by: columns).overflow,
      "a matrix cannot have \(rows) rows and \(columns) columns")
    self.rows = rows
    self.columns = columns
    self.storage = [Double](repeating: 0, count: rows * columns)
  }

  /// A matrix from its entries, row by row; there must be rows · columns of them.
  public init(rows: Int, columns: Int, elements: [Double]) {
    let count = rows.multipliedReportingOverflow(by: columns)
    precondition(
      rows >= 0 && columns >= 0 && !count.overflow && elements.count == count.partialValue,
      "\(elements.count) elements cannot fill \(rows) rows and \(columns) columns")
    self.rows = rows
    self.columns = columns
    self.storage = elements
  }

  /// A matrix from its rows; none give a matrix without rows and columns.
  ///
  /// - Throws: ``NumericsError/raggedRow(row:count:expected:)`` for the first row whose length
  ///   differs from that of row 0.
  public init(rows: [[Double]]) throws(NumericsError) {
    let columns = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != columns {
      throw .raggedRow(row: index, count: row.count, expected: columns)
    }
    self.rows = rows.count
    self.columns = columns
    self.storage = rows.flatMap { $0 }
  }

  /// The square matrix of this order with ones on its diagonal and zeros elsewhere.
  public static func identity(_ order: Int) -> Matrix {
    diagonal([Double](repeating: 1, count: order))
  }

  /// The square matrix with these numbers on its diagonal and zeros elsewhere.
  public static func diagonal(_ values: [Double]) -> Matrix {
    var result = Matrix(rows: values.count, columns: values.count)
    for (i, value) in values.enumerated() { result[i, i] = value }
    return result
  }

  /// Entry (i, j), row and column counted from 0; an index out of range stops the program.
  @inlinable
  public subscript(i: Int, j: Int) -> Double {
    get { storage[position(i, j)] }
    set { storage[position(i, j)] = newValue }
  }

  @inlinable
  func position(_ i: Int, _ j: Int) -> Int {
    precondition(
      i >= 0 && i < rows && j >= 0 && j < columns,
      "entry (\(i), \(j)) is outside a matrix of \(rows) rows and \(columns) columns")
    return i &* columns &+ j
  }

  /// Whether entry (i, j) equals entry (j, i) everywhere, exactly. False if not square or if NaN
  /// occurs off the diagonal.
  public var isSymmetric: Bool {
    guard rows == columns else { return false }
    let entries = storage.span
    for i in 0..<rows {
      for j in 0..<i where entries[i &* columns &+ j] != entries[j &* columns &+ i] {
        return false
      }
    }
    return true
  }

  /// The matrix with rows and columns exchanged.
  public var transpose: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    let source = storage.span
    var target = result.storage.mutableSpan
    for i in 0..<rows {
      for j in 0..<columns { target[j &* rows &+ i] = source[i &* columns &+ j] }
    }
    return result
  }
}

extension Matrix {
  /// The product of two matrices; every entry is summed from the first index up.
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(
      left.columns == right.rows,
      "cannot multiply \(left.rows) x \(left.columns) by \(right.rows) x \(right.columns)")
    var result = Matrix(rows: left.rows, columns: right.columns)
    let columns = right.columns
    let a = left.storage.span
    let b = right.storage.span
    var c = result.storage.mutableSpan
    for i in 0..<left.rows {
      // Row by row through the right factor: all three are read in the order they are stored.
      for k in 0..<left.columns {
        let factor = a[i &* left.columns &+ k]
        for j in 0..<columns { c[i &* columns &+ j] += factor * b[k &* columns &+ j] }
      }
    }
    return result
  }

  /// The product of a matrix and a column vector.
  public static func * (left: Matrix, right: [Double]) -> [Double] {
    precondition(
      left.columns == right.count,
      "cannot multiply \(left.rows) x \(left.columns) by a vector of \(right.count)")
    var result = [Double](repeating: 0, count: left.rows)
    let a = left.storage.span
    let x = right.span
    for i in 0..<left.rows {
      var sum = 0.0
      for j in 0..<left.columns { sum += a[i &* left.columns &+ j] * x[j] }
      result[i] = sum
    }
    return result
  }
}

extension Matrix {
  /// The power of two that brings the largest magnitude into [1, 2), or 1 for a zero matrix.
  /// Multiplying by it loses nothing but what is 2¹⁰²² times smaller than the largest entry.
  ///
  /// The exponent is held within ±1022 so that the scale and its inverse are normal doubles.
  func scaleToUnit() -> Double {
    var largest = 0.0
    for value in storage where value.magnitude > largest { largest = value.magnitude }
    guard largest > 0 else { return 1 }
    var exponent = -Int(largest.exponent)
    if exponent > 1022 { exponent = 1022 }
    if exponent < -1022 { exponent = -1022 }
    return Double(sign: .plus, exponent: exponent, significand: 1)
  }

  /// The first entry that is NaN or infinite, in storage order; in the lower triangle only if
  /// `lowerTriangle` is set.
  func checkFinite(_ operation: String, lowerTriangle: Bool = false) throws(NumericsError) {
    for i in 0..<rows {
      for j in 0..<(lowerTriangle ? Swift.min(i + 1, columns) : columns)
      where !storage[i &* columns &+ j].isFinite {
        throw .notFinite(
          operation: operation, row: i, column: j, value: storage[i &* columns &+ j])
      }
    }
  }

  func checkSquare(_ operation: String) throws(NumericsError) {
    guard rows == columns else {
      throw .notSquare(operation: operation, rows: rows, columns: columns)
    }
  }
}
