import Testing

@testable import GradNumerics

@Suite struct QRTests {
  /// ε² is lost beside 1, so the normal equations of this matrix are singular in doubles.
  static func lauchli(_ epsilon: Double) -> Matrix {
    var matrix = Matrix(rows: 4, columns: 3)
    for j in 0..<3 {
      matrix[0, j] = 1
      matrix[j + 1, j] = epsilon
    }
    return matrix
  }

  @Test func factorsMatchHandComputation() throws {
    let qr = try QR(of: Matrix(rows: [[3, 5], [4, 10]]), pivoting: false)
    // First reflection: (3, 4) to (−5, 0), so R has −5, −(15 + 40)/5 = −11 and, up to sign,
    // determinant 10 / 5 = 2.
    #expect((qr.r[0, 0] + 5).magnitude <= 4 * Double.ulpOfOne * 5)
    #expect((qr.r[0, 1] + 11).magnitude <= 4 * Double.ulpOfOne * 11)
    #expect((qr.r[1, 1].magnitude - 2).magnitude <= 4 * Double.ulpOfOne * 11)
    #expect(qr.r[1, 0] == 0)
    #expect(qr.rank == 2)
  }

  @Test(arguments: [(1, 1), (3, 3), (7, 4), (4, 7), (5, 1), (1, 5), (20, 20), (0, 0), (3, 0)])
  func productOfTheFactorsIsTheMatrix(rows: Int, columns: Int) throws {
    var stream = RandomStream(RandomKey(seed: 12).child(rows).child(columns))
    let a = Matrix.normal(rows: rows, columns: columns, from: &stream)
    for pivoting in [true, false] {
      for scale in [1.0, 0x1p900, 0x1p-900] {
        let scaled = Matrix(rows: rows, columns: columns, elements: a.elements.map { $0 * scale })
        let qr = try QR(of: scaled, pivoting: pivoting)
        var ordered = scaled
        for (k, column) in qr.columnOrder.enumerated() {
          for i in 0..<rows { ordered[i, k] = scaled[i, column] }
        }
        let limit = Double(max(rows, columns)) * Double.ulpOfOne
        #expect((qr.q * qr.r - ordered).frobeniusNorm <= limit * scaled.frobeniusNorm)
        #expect(qr.q.orthogonalityError <= 2 * limit)
        #expect(qr.rank == min(rows, columns))
        #expect(pivoting || qr.columnOrder == Array(0..<columns))
        for i in 0..<qr.r.rows {
          #expect((0..<i).allSatisfy { qr.r[i, $0] == 0 })
          let next = i + 1 < qr.r.rows ? qr.r[i + 1, i + 1].magnitude : 0
          #expect(!pivoting || next <= qr.r[i, i].magnitude * (1 + 4 * limit))
        }
      }
    }
  }

  /// A consistent system with κ = √3 / ε: the error is at most about κ · eps, where the normal
  /// equations find no solution at all.
  @Test(arguments: [1e-3, 1e-9, 1e-12])
  func lauchliSystemIsSolved(epsilon: Double) throws {
    let a = Self.lauchli(epsilon)
    let x = try QR(of: a).leastSquares([3, epsilon, epsilon, epsilon])
    let condition = 3.0.squareRoot() / epsilon
    #expect(largestDifference(x, [1, 1, 1]) <= 4 * Double.ulpOfOne * condition)
    if epsilon < 1e-8 {
      #expect(throws: NumericsError.notPositiveDefinite(pivot: 1, value: 0)) {
        try Cholesky(of: a.transpose * a)
      }
    }
  }

  /// Points (0, 1), (1, 3), (2, 4), (3, 4): the regression line is 1.5 + x.
  @Test func straightLineMatchesHandComputation() throws {
    let a = try Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]])
    for pivoting in [true, false] {
      let line = try QR(of: a, pivoting: pivoting).leastSquares([1, 3, 4, 4])
      #expect(largestDifference(line, [1.5, 1]) <= 16 * Double.ulpOfOne)
    }
  }

  @Test(arguments: [(10, 3), (12, 12), (30, 8)])
  func residualIsOrthogonalToTheColumns(rows: Int, columns: Int) throws {
    var stream = RandomStream(RandomKey(seed: 13).child(rows))
    let a = Matrix.normal(rows: rows, columns: columns, from: &stream)
    let b = (0..<rows).map { _ in stream.normal() }
    let x = try QR(of: a).leastSquares(b)
    let residual = zip(b, a * x).map { $0 - $1 }
    let size = x.reduce(0) { max($0, $1.magnitude) }
    let limit = Double(rows) * Double.ulpOfOne * a.frobeniusNorm * (a.frobeniusNorm * size + 10)
    #expect((a.transpose * residual).allSatisfy { $0.magnitude <= limit })
  }

  @Test(arguments: [0, 1, 2, 5, 7])
  func rankDeficiencyIsReported(rank: Int) throws {
    var stream = RandomStream(RandomKey(seed: 14).child(rank))
    let tall = Matrix.normal(rows: 12, columns: rank, from: &stream)
    let a = tall * Matrix.normal(rows: rank, columns: 8, from: &stream)
    let qr = try QR(of: a)
    #expect(qr.rank == rank)
    #expect(
      throws: NumericsError.rankDeficient(operation: "QR least squares", rank: rank, columns: 8)
    ) {
      try qr.leastSquares([Double](repeating: 1, count: 12))
    }
  }

  @Test func wideSystemsAndBadEntriesAreRefused() throws {
    #expect(
      throws: NumericsError.rankDeficient(operation: "QR least squares", rank: 2, columns: 3)
    ) {
      try QR(of: Matrix(rows: [[1, 0, 0], [0, 1, 0]])).leastSquares([1, 1])
    }
    #expect(
      throws: NumericsError.notFinite(operation: "QR", row: 0, column: 1, value: -.infinity)
    ) {
      try QR(of: Matrix(rows: [[1, -.infinity], [.nan, 1]]))
    }
    #expect(throws: NumericsError.overflow(operation: "QR")) {
      try QR(of: Matrix(rows: [[1.5e308], [1.5e308]]))
    }
  }

  /// Two columns that differ by δ: κ is about 2 / δ, and the solution is as good as that allows.
  @Test(arguments: [1e-4, 1e-8, 1e-12])
  func nearlySingularSystemsAreSolvedToTheirCondition(delta: Double) throws {
    let a = try Matrix(rows: [[1, 1, 0], [1, 1 + delta, 0], [0, 1, 2]])
    let x = try QR(of: a).leastSquares(a * [1, -2, 3])
    #expect(largestDifference(x, [1, -2, 3]) <= 16 * Double.ulpOfOne * 2 / delta)
  }
}
