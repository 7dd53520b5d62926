import Testing

@testable import GradNumerics

@Suite struct CholeskyTests {
  @Test func factorMatchesHandComputation() throws {
    // Only the lower triangle is read.
    let a = try Matrix(rows: [[4, .nan, 0], [12, 37, .nan], [-16, -43, 98]])
    let cholesky = try Cholesky(of: a)
    #expect(try cholesky.factor == Matrix(rows: [[2, 0, 0], [6, 1, 0], [-8, 5, 3]]))
    // A (1, 2, 3) = (4 + 24 − 48, 12 + 74 − 129, −16 − 86 + 294), all of it exact in integers.
    #expect(cholesky.solve([-20, -43, 192]) == [1, 2, 3])
  }

  struct Indefinite: Sendable {
    let rows: [[Double]]
    let pivot: Int
    let value: Double
  }

  static let indefinite = [
    Indefinite(rows: [[0]], pivot: 0, value: 0),
    Indefinite(rows: [[-1]], pivot: 0, value: -1),
    Indefinite(rows: [[1, 2], [2, 1]], pivot: 1, value: -3),
    Indefinite(rows: [[1, 1, 0], [1, 1, 0], [0, 0, 1]], pivot: 1, value: 0),
    Indefinite(rows: [[4, 0, 0], [0, 1, 2], [0, 2, 3]], pivot: 2, value: -1),
    Indefinite(rows: [[1, 1e200], [1e200, 1]], pivot: 1, value: -.infinity),
  ]

  @Test(arguments: indefinite)
  func firstPivotThatIsNotPositiveIsNamed(example: Indefinite) throws {
    let matrix = try Matrix(rows: example.rows)
    #expect(
      throws: NumericsError.notPositiveDefinite(pivot: example.pivot, value: example.value)
    ) {
      try Cholesky(of: matrix)
    }
  }

  @Test func badMatricesAreRefused() {
    #expect(throws: NumericsError.notSquare(operation: "Cholesky", rows: 1, columns: 2)) {
      try Cholesky(of: Matrix(rows: 1, columns: 2))
    }
    var matrix = Matrix.identity(3)
    matrix[2, 1] = .infinity
    #expect(
      throws: NumericsError.notFinite(operation: "Cholesky", row: 2, column: 1, value: .infinity)
    ) {
      try Cholesky(of: matrix)
    }
    #expect((try? Cholesky(of: Matrix(rows: 0, columns: 0)))?.solve([]) == [])
  }

  /// The residual of a Cholesky solution is small whatever the condition (Higham, theorem 10.4):
  /// ‖b − A x‖ ≤ c n eps ‖A‖ ‖x‖, and the error at most κ times that, relatively.
  @Test(arguments: [2, 4, 8, 10])
  func hilbertSystemsAreSolvedToTheirCondition(order: Int) throws {
    let a = Matrix.hilbert(order)
    let ones = [Double](repeating: 1, count: order)
    let right = a * ones
    let x = try Cholesky(of: a).solve(right)
    let n = Double(order)
    let residual = largestDifference(a * x, right)
    let size = x.reduce(0) { max($0, $1.magnitude) }
    #expect(residual <= n * Double.ulpOfOne * a.frobeniusNorm * size)
    let eigenvalues = try SymmetricEigenvalues(of: a).values
    let condition = eigenvalues[order - 1] / eigenvalues[0]
    #expect(largestDifference(x, ones) <= n * Double.ulpOfOne * condition)
  }

  @Test(arguments: [1, 2, 5, 20])
  func factorTimesTransposeIsTheMatrix(order: Int) throws {
    var stream = RandomStream(RandomKey(seed: 10).child(order))
    let spectrum = (0..<order).map { _ in stream.uniform(in: 0.01...100) }
    let a = Matrix.withSpectrum(spectrum, from: &stream)
    let factor = try Cholesky(of: a).factor
    #expect(
      (factor * factor.transpose - a).frobeniusNorm
        <= Double(order) * Double.ulpOfOne * a.frobeniusNorm)
  }

  /// One eigenvalue of −1e-6 among ones is far above rounding, and must always be noticed.
  @Test(arguments: 1...10)
  func slightlyIndefiniteMatricesAreNoticed(seed: Int) throws {
    var stream = RandomStream(RandomKey(seed: 11).child(seed))
    let spectrum = [-1e-6] + [Double](repeating: 1, count: 11)
    let a = Matrix.withSpectrum(spectrum, from: &stream)
    #expect(throws: NumericsError.self) { try Cholesky(of: a) }
  }
}
