import GradCore
import GradNumerics
import Testing

@Suite struct InnerProductTests {
  static let matrix = Matrix(rows: 2, columns: 2, elements: [4, 1, 1, 3])

  /// Twice 1e-16 a solve of a well-conditioned 2 × 2 system, with room.
  static let rounding = 1e-14

  @Test func gradientsSolveTheirSystem() throws {
    #expect(InnerProduct.euclidean.gradient(of: [5, 7]) == [5, 7])
    #expect(try InnerProduct.diagonal([2, 4]).gradient(of: [5, 7]) == [2.5, 1.75])
    let g = try InnerProduct.matrix(Self.matrix).gradient(of: [5, 7])
    #expect((g[0] - 8.0 / 11).magnitude < Self.rounding)
    #expect((g[1] - 23.0 / 11).magnitude < Self.rounding)
  }

  @Test func normsAreRootsOfTheProduct() throws {
    #expect(InnerProduct.euclidean.norm([3, -4]) == 5)
    #expect(try InnerProduct.diagonal([4, 9]).norm([1, 2]) == 40.0.squareRoot())
    let m = try InnerProduct.matrix(Self.matrix)
    #expect((m.norm([1, 2]) - 20.0.squareRoot()).magnitude < Self.rounding)
    #expect(m.product([1, 0], [0, 1]) == 1)
    #expect(InnerProduct.euclidean.norm([3e300, 4e300]) == 5e300)
    #expect(InnerProduct.euclidean.norm([0, .nan]).isNaN)
    #expect(InnerProduct.euclidean.norm([]) == 0)
  }

  static let products: [InnerProduct] = [
    .euclidean, try! .diagonal([0.5, 7, 30]),
    try! .matrix(Matrix(rows: 3, columns: 3, elements: [5, 1, -2, 1, 3, 0.5, -2, 0.5, 8])),
  ]

  /// ⟨g, v⟩ = ∇f·v for every v, and among 2,000 sampled unit directions none falls faster than −g.
  @Test(arguments: products.indices)
  func negativeGradientIsTheSteepestUnitDirection(_ index: Int) {
    let product = Self.products[index]
    let partials = [1.5, -2, 0.25]
    let g = product.gradient(of: partials)
    let slope = product.norm(g)
    func derivative(_ v: [Double]) -> Double { zip(partials, v).reduce(0) { $0 + $1.0 * $1.1 } }
    let steepest = derivative(g.map { -$0 / slope })
    #expect((steepest + slope).magnitude < Self.rounding * slope)
    var stream = RandomStream(RandomKey(seed: 7))
    var closest = Double.infinity
    for _ in 0..<2_000 {
      let drawn = (0..<3).map { _ in stream.normal() }
      let norm = product.norm(drawn)
      let v = drawn.map { $0 / norm }
      #expect(derivative(v) >= steepest - Self.rounding * slope)
      #expect((product.product(g, v) - derivative(v)).magnitude < 1e-13 * slope)
      closest = min(closest, derivative(v) - steepest)
    }
    // The bound is reached, so the check above is not empty.
    #expect(closest < 0.02 * slope)
  }

  @Test func whatIsNoInnerProductIsRefused() {
    #expect(throws: InnerProductError.notPositive(index: 1, weight: 0)) {
      try InnerProduct.diagonal([1, 0])
    }
    #expect(throws: InnerProductError.notPositive(index: 0, weight: .infinity)) {
      try InnerProduct.diagonal([.infinity])
    }
    #expect(throws: InnerProductError.notSymmetric(row: 1, column: 0)) {
      try InnerProduct.matrix(Matrix(rows: 2, columns: 2, elements: [1, 0.5, 0.25, 1]))
    }
    #expect(throws: InnerProductError.matrix(.notPositiveDefinite(pivot: 1, value: -3))) {
      try InnerProduct.matrix(Matrix(rows: 2, columns: 2, elements: [1, 2, 2, 1]))
    }
    #expect(
      throws: InnerProductError.matrix(.notSquare(operation: "Cholesky", rows: 1, columns: 2))
    ) {
      try InnerProduct.matrix(Matrix(rows: 1, columns: 2))
    }
    #expect(throws: InnerProductError.self) {
      try InnerProduct.matrix(Matrix(rows: 2, columns: 2, elements: [1, .nan, 0, 1]))
    }
    #expect(throws: InnerProductError.dimension(expected: 3, found: 2)) {
      try InnerProduct.diagonal([1, 2]).check(dimension: 3)
    }
    #expect(throws: Never.self) { try InnerProduct.euclidean.check(dimension: 3) }
  }
}
