import Testing

@testable import GradNumerics

@Suite struct SymmetricEigenvaluesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let matrix: Matrix
    let expected: [Double]
    var testDescription: String { name }
  }

  /// Eigenvalues from a 60-digit computation of the very doubles in the matrix, where not evident.
  static let cases: [Case] = {
    var stream = RandomStream(RandomKey(seed: 1).child("eigenvalues"))
    var list = [
      Case(name: "1x1", matrix: .diagonal([-3]), expected: [-3]),
      Case(name: "zero", matrix: Matrix(rows: 5, columns: 5), expected: [0, 0, 0, 0, 0]),
      Case(
        name: "diagonal", matrix: .diagonal([3, -1, 2, 2, 0, 1e-9]),
        expected: [-1, 0, 1e-9, 2, 2, 3]),
      Case(
        name: "exchange", matrix: Matrix(rows: 2, columns: 2, elements: [0, 1, 1, 0]),
        expected: [-1, 1]),
      Case(
        name: "ones, rank 1",
        matrix: Matrix(rows: 6, columns: 6, elements: [Double](repeating: 1, count: 36)),
        expected: [0, 0, 0, 0, 0, 6]),
      Case(name: "Wilkinson 21", matrix: wilkinson21, expected: wilkinson21Eigenvalues),
      Case(
        name: "Hilbert 8", matrix: .hilbert(8),
        expected: [
          1.1115389694888081e-10, 1.7988737460063012e-08, 1.2943320918741794e-06,
          5.4369433697508964e-05, 0.001467688117741847, 0.026212843578119052,
          0.2981252113169307, 1.6959389969219494,
        ]),
      Case(
        name: "Hilbert 10", matrix: .hilbert(10),
        expected: [
          1.0932524334974553e-13, 2.2667455503810733e-11, 2.1474388217975424e-09,
          1.2289677387429186e-07, 4.729689293190096e-06, 0.0001287496142763734,
          0.0025308907686700287, 0.035741816271639235, 0.3429295484835091,
          1.7519196702651776,
        ]),
      Case(name: "graded 6", matrix: graded6(by: 4), expected: graded6Eigenvalues),
    ]
    // The second difference matrix: λₖ = 2 − 2 cos(kπ/(n+1)); n = 3 gives 2 ± √2 and 2.
    list.append(
      Case(
        name: "second differences",
        matrix: Matrix(rows: 3, columns: 3, elements: [2, -1, 0, -1, 2, -1, 0, -1, 2]),
        expected: [2 - 2.0.squareRoot(), 2, 2 + 2.0.squareRoot()]))
    let spectra: [(String, [Double])] = [
      ("clustered", (0..<16).map { 1 + Double($0 / 4) * 1e-13 } + [2, 5]),
      ("rank 5 of 20", [Double](repeating: 0, count: 15) + [1, 2, 3, 4, 5]),
      ("condition 1e12", (0..<13).map { [1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7][$0 % 6] } + [1]),
      ("indefinite 9", [-4, -3, -2, -1, 0, 1, 2, 3, 4]),
      ("identity, rotated", [Double](repeating: 1, count: 12)),
    ]
    for (name, values) in spectra {
      list.append(
        Case(
          name: name, matrix: .withSpectrum(values, from: &stream), expected: values.sorted()))
    }
    return list
  }()

  static let wilkinson21: Matrix = {
    var matrix = Matrix.diagonal((0..<21).map { Double(abs(10 - $0)) })
    for i in 0..<20 {
      matrix[i, i + 1] = 1
      matrix[i + 1, i] = 1
    }
    return matrix
  }()

  static let wilkinson21Eigenvalues = [
    -1.1254415221199843, 0.25380581709667815, 0.9475343675292933, 1.7893213526950813,
    2.130209219362506, 2.961058884185727, 3.0430992925788236, 3.996048201383625,
    4.004354023440857, 4.999782477742902, 5.000244425001913, 6.000217522257098,
    6.000234031584167, 7.003951798616375, 7.003952209528675, 8.038941115814273,
    8.038941122829023, 9.210678647304919, 9.210678647361332, 10.746194182903322,
    10.746194182903393,
  ]

  /// D B D with B one on the diagonal and ¼ beside it, D = diag(1, 2⁻ᵏ, …, 2⁻⁵ᵏ). κ(B) is 3, while
  /// the matrix has κ = 1.3e12 for k = 4 and 1.4e24 for k = 8.
  static func graded6(by k: Int) -> Matrix {
    var matrix = Matrix(rows: 6, columns: 6)
    for i in 0..<6 {
      for j in 0..<6 {
        matrix[i, j] = Double(sign: .plus, exponent: -k * (i + j), significand: i == j ? 1 : 0.25)
      }
    }
    return matrix
  }

  static let graded6Eigenvalues = [
    7.673389557289958e-13, 1.9956530350587848e-10, 5.215254549744928e-08,
    1.3732247097333133e-05, 0.0036617874324028927, 1.000245996595069,
  ]

  /// Backward errors are of the order n · eps · ‖A‖ (Golub and Van Loan, section 8.3), with a small
  /// factor: the largest measured is 0.54 over the cases above (Frobenius norm; 1.1 for the
  /// orthogonality), and 1.9 over 200,000 matrices drawn as in `bothMethodsEndAndAgree`.
  static func bound(_ matrix: Matrix) -> Double {
    2 * Double(matrix.rows) * Double.ulpOfOne * matrix.frobeniusNorm
  }

  @Test(arguments: cases, [true, false])
  func eigenvaluesAreTheKnownOnes(of example: Case, byJacobi: Bool) throws {
    let result = try SymmetricEigenvalues(
      of: example.matrix, wantsVectors: false, byJacobi: byJacobi)
    #expect(result.values.count == example.expected.count)
    #expect(largestDifference(result.values, example.expected) <= Self.bound(example.matrix))
    #expect(result.values == result.values.sorted())
    #expect(result.vectors == nil)
  }

  @Test(arguments: cases, [true, false])
  func vectorsDiagonaliseTheMatrix(of example: Case, byJacobi: Bool) throws {
    let a = example.matrix
    let result = try SymmetricEigenvalues(of: a, wantsVectors: true, byJacobi: byJacobi)
    let v = try #require(result.vectors)
    #expect((a * v - v * .diagonal(result.values)).frobeniusNorm <= Self.bound(a))
    #expect(v.orthogonalityError <= Self.bound(.identity(a.rows)))
    let values = try SymmetricEigenvalues(of: a, wantsVectors: false, byJacobi: byJacobi).values
    #expect(values == result.values)
    for k in 0..<a.rows {
      let column = (0..<a.rows).map { v[$0, k] }
      #expect(column.max()! >= -column.min()!)
    }
  }

  static let steeplyGraded6Eigenvalues = [
    6.97933475436271e-25,
    4.646580400059461e-20,
    3.108624119365688e-15,
    2.0954754020690754e-10,
    1.430510983481807e-05,
    1.0000009537025112,
  ]

  /// The error of each eigenvalue of a scaled diagonally dominant matrix is relative to itself. By
  /// QL the smallest of the steep ones, 24 decades down, would be noise.
  @Test func jacobiFindsSmallEigenvaluesToRelativeAccuracy() throws {
    let cases = [(4, Self.graded6Eigenvalues), (8, Self.steeplyGraded6Eigenvalues)]
    for (step, eigenvalues) in cases {
      let values = try SymmetricEigenvalues(of: Self.graded6(by: step)).values
      for (value, expected) in zip(values, eigenvalues) {
        #expect((value - expected).magnitude <= 6 * Double.ulpOfOne * expected)
      }
    }
  }

  /// λ = m ± √(d² + b²) with m, d half sum and half difference of the diagonal; the smaller one as
  /// determinant over the larger where the diagonal has one sign.
  @Test(arguments: [1e-300, 1e-160, 1e-20, 1e-9, 1e-3, 1, 1e3])
  func ordersTwoMatchTheClosedForm(coupling b: Double) throws {
    for (a, c) in [(2.0, 1.0), (1, 1), (1, 1 + 1e-15), (1e-12, 1), (-1, 1), (0, 0), (3, 0)] {
      let matrix = Matrix(rows: 2, columns: 2, elements: [a, b, b, c])
      let half = (a - c) / 2
      // Scaled, because b² may underflow where it matters, as for a = c = 0.
      let size = max(half.magnitude, b)
      let root = size * ((half / size) * (half / size) + (b / size) * (b / size)).squareRoot()
      let values = try SymmetricEigenvalues(of: matrix).values
      let tolerance = 4 * Double.ulpOfOne * max(a.magnitude, c.magnitude, b)
      #expect((values[0] - ((a + c) / 2 - root)).magnitude <= tolerance)
      #expect((values[1] - ((a + c) / 2 + root)).magnitude <= tolerance)
    }
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    for order in [4, 12] {
      var stream = RandomStream(RandomKey(seed: 8))
      let full = Matrix.withSpectrum((0..<order).map(Double.init), from: &stream)
      var half = full
      for i in 0..<order {
        for j in (i + 1)..<max(order, i + 1) { half[i, j] = .nan }
      }
      #expect(try SymmetricEigenvalues(of: half) == SymmetricEigenvalues(of: full))
    }
  }

  @Test(arguments: [0x1p-1070, 0x1p-1000, 0x1p-500, 0x1p500, 0x1p1000])
  func scaleOfTheMatrixDoesNotMatter(scale: Double) throws {
    for order in [3, 10] {
      // Integers below 2¹¹ keep all their bits when scaled by 2⁻¹⁰⁷⁰ and lose none to underflow.
      let elements = (0..<order * order).map { Double(($0 / order) * ($0 % order) + 1) }
      let matrix = Matrix(rows: order, columns: order, elements: elements)
      let scaled = Matrix(rows: order, columns: order, elements: elements.map { $0 * scale })
      let values = try SymmetricEigenvalues(of: matrix).values
      let found = try SymmetricEigenvalues(of: scaled).values
      // A power of two changes no significand, but the result may round as a subnormal number.
      let smallest = Double.leastNonzeroMagnitude
      #expect(largestDifference(found, values.map { $0 * scale }) <= smallest)
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity], [2, 8, 9, 30])
  func entriesThatAreNotFiniteAreRefused(value: Double, order: Int) {
    var matrix = Matrix.identity(order)
    matrix[1, 0] = value
    #expect {
      try SymmetricEigenvalues(of: matrix, wantsVectors: true)
    } throws: { error in
      guard case .notFinite(_, 1, 0, let found) = error as? NumericsError else { return false }
      return found == value || (found.isNaN && value.isNaN)
    }
  }

  @Test func shapesAndRangesAreChecked() throws {
    #expect(
      throws: NumericsError.notSquare(operation: "symmetric eigenvalues", rows: 2, columns: 3)
    ) {
      try SymmetricEigenvalues(of: Matrix(rows: 2, columns: 3))
    }
    let huge = Matrix(rows: 2, columns: 2, elements: [Double](repeating: 1.5e308, count: 4))
    #expect(throws: NumericsError.overflow(operation: "symmetric eigenvalues")) {
      try SymmetricEigenvalues(of: huge)
    }
    let empty = try SymmetricEigenvalues(of: Matrix(rows: 0, columns: 0), wantsVectors: true)
    #expect(empty.values.isEmpty && empty.vectors == Matrix(rows: 0, columns: 0))
  }

  /// Matrices that are hard on stopping rules: integers of small rank, many zeros, and entries over
  /// 40 or 570 decades (whose squares underflow). Both methods must end, and the two must agree.
  @Test(arguments: 1...60)
  func bothMethodsEndAndAgree(seed: Int) throws {
    var stream = RandomStream(RandomKey(seed: 9).child(seed))
    let n = 2 + stream.integer(below: 10)
    let kind = seed % 5
    var a = Matrix(rows: n, columns: n)
    for i in 0..<n {
      for j in 0...i {
        switch kind {
        case 0: a[i, j] = Double(stream.integer(below: 3) - 1)
        case 1: a[i, j] = stream.integer(below: 5) == 0 ? stream.normal() : 0
        case 2, 3:
          let spread = kind == 2 ? 130 : 1900
          let exponent = stream.integer(below: spread) - spread / 2
          a[i, j] = Double(sign: .plus, exponent: exponent, significand: stream.normal())
        default: a[i, j] = stream.normal()
        }
        a[j, i] = a[i, j]
      }
    }
    for byJacobi in [true, false] {
      let result = try SymmetricEigenvalues(of: a, wantsVectors: true, byJacobi: byJacobi)
      let v = try #require(result.vectors)
      #expect((a * v - v * .diagonal(result.values)).frobeniusNorm <= Self.bound(a))
      #expect(v.orthogonalityError <= Self.bound(.identity(n)))
      let other = try SymmetricEigenvalues(of: a, wantsVectors: false, byJacobi: !byJacobi)
      #expect(largestDifference(other.values, result.values) <= 2 * Self.bound(a))
    }
  }
}
