import GradNumerics
import Testing

@Suite struct NumericsErrorTests {
  @Test(arguments: [
    (
      NumericsError.notFinite(operation: "QR", row: 1, column: 2, value: .nan),
      "QR: entry (1, 2) of the matrix, counted from 0, is nan. Give finite numbers."
    ),
    (
      .notSquare(operation: "Cholesky", rows: 2, columns: 3),
      "Cholesky: the matrix has 2 rows and 3 columns. Give a square matrix."
    ),
    (
      .notPositiveDefinite(pivot: 1, value: -3),
      "Cholesky: pivot 1, counted from 0, is -3.0, so the matrix is not positive definite to "
        + "rounding. Add a multiple of the identity, or use its eigenvalues."
    ),
    (
      .rankDeficient(operation: "QR least squares", rank: 2, columns: 3),
      "QR least squares: only 2 of 3 columns are independent to rounding. "
        + "Remove dependent columns, or add rows."
    ),
  ])
  func textSaysWhereWhatAndWhatToDo(error: NumericsError, text: String) {
    #expect(error.description == text)
  }
}
