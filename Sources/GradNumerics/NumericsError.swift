/// What the numerical routines of this module refuse, with the data that explains it.
///
/// Rows, columns and pivots count from 0. `operation` names the routine as a reader would, for
/// example "symmetric eigenvalues".
public enum NumericsError: Error, Sendable, Equatable {
  /// An entry that was read is NaN or infinite. (`value` NaN makes two such errors unequal.)
  case notFinite(operation: String, row: Int, column: Int, value: Double)
  /// The routine needs as many rows as columns.
  case notSquare(operation: String, rows: Int, columns: Int)
  /// Row `row` has `count` numbers where the first row has `expected`.
  case raggedRow(row: Int, count: Int, expected: Int)
  /// The iteration for eigenvalue `index` used up its bound.
  case notConverged(operation: String, index: Int, iterations: Int)
  /// The entries are finite, the result is larger than a double can hold.
  case overflow(operation: String)
  /// The first pivot of a Cholesky factorisation that is not above 0 (or is not a number).
  case notPositiveDefinite(pivot: Int, value: Double)
  /// Only `rank` of `columns` columns are independent to rounding.
  case rankDeficient(operation: String, rank: Int, columns: Int)
  /// A recording took more operations than a tape may hold.
  case tapeTooLong(limit: Int)
  /// A recorded function mixed variables of two tapes, or kept one from an earlier recording.
  case foreignVariable
}

extension NumericsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFinite(let operation, let row, let column, let value):
      "\(operation): entry (\(row), \(column)) of the matrix, counted from 0, is \(value). "
        + "Give finite numbers."
    case .notSquare(let operation, let rows, let columns):
      "\(operation): the matrix has \(rows) rows and \(columns) columns. Give a square matrix."
    case .raggedRow(let row, let count, let expected):
      "matrix: row \(row), counted from 0, has \(count) numbers, but the first row has "
        + "\(expected). Give rows of equal length."
    case .notConverged(let operation, let index, let iterations):
      "\(operation): eigenvalue \(index), counted from 0, was not found in \(iterations) "
        + "iterations. Scale the matrix, or report it as a bug with the matrix."
    case .overflow(let operation):
      "\(operation): the result is larger than a double can hold. Scale the matrix down."
    case .notPositiveDefinite(let pivot, let value):
      "Cholesky: pivot \(pivot), counted from 0, is \(value), so the matrix is not positive "
        + "definite to rounding. Add a multiple of the identity, or use its eigenvalues."
    case .rankDeficient(let operation, let rank, let columns):
      "\(operation): only \(rank) of \(columns) columns are independent to rounding. "
        + "Remove dependent columns, or add rows."
    case .tapeTooLong(let limit):
      "reverse mode: the function takes more than \(limit) operations, the most that a tape holds. "
        + "Use dual numbers, or a smaller dimension."
    case .foreignVariable:
      "reverse mode: the function mixes variables of two tapes. Use only the variables it is given."
    }
  }
}
