import GradNumerics
import Testing

@Suite struct MatrixTests {
  @Test func productsMatchHandComputation() throws {
    let a = try Matrix(rows: [[1, 2, 3], [4, 5, 6]])
    let b = try Matrix(rows: [[1, -1], [0, 2], [0.5, 1]])
    #expect(try a * b == Matrix(rows: [[2.5, 6], [7, 12]]))
    #expect(a * [1, 0, -1] == [-2, -2])
    #expect(try a.transpose == Matrix(rows: [[1, 4], [2, 5], [3, 6]]))
    #expect(a * Matrix.identity(3) == a)
    #expect(Matrix.identity(2) * a == a)
  }

  @Test func entriesAreReadAndWrittenRowByRow() {
    var a = Matrix(rows: 2, columns: 3)
    a[1, 0] = 7
    a[0, 2] += 5
    #expect(a.elements == [0, 0, 5, 7, 0, 0])
    #expect(a == Matrix(rows: 2, columns: 3, elements: [0, 0, 5, 7, 0, 0]))
    let copy = a
    a[0, 0] = 1
    #expect(copy[0, 0] == 0)
  }

  @Test func raggedRowsAreRefused() {
    #expect(throws: NumericsError.raggedRow(row: 2, count: 1, expected: 2)) {
      try Matrix(rows: [[1, 2], [3, 4], [5]])
    }
  }

  @Test func symmetryIsExact() throws {
    #expect(try Matrix(rows: [[1, 2], [2, .nan]]).isSymmetric)
    #expect(try !Matrix(rows: [[1, 2], [2 + 4 * Double.ulpOfOne, 1]]).isSymmetric)
    #expect(try !Matrix(rows: [[1, .nan], [.nan, 1]]).isSymmetric)
    #expect(!Matrix(rows: 1, columns: 2).isSymmetric)
  }

  @Test func emptyMatricesWork() throws {
    let empty = try Matrix(rows: [])
    #expect(empty == Matrix(rows: 0, columns: 0))
    #expect(empty.isSymmetric && empty.transpose == empty && empty * empty == empty)
    #expect(
      Matrix(rows: 2, columns: 0) * Matrix(rows: 0, columns: 1) == Matrix(rows: 2, columns: 1))
  }
}
