import GradCore
import GradNumerics
import Testing

@testable import GradBackends

@Suite struct JacobianTests {
  /// Polar to plane coordinates and more: (r cos φ, r sin φ, r²).
  struct Polar: VectorFunction {
    let inputCount = 2
    let outputCount = 3
    func values<S: Scalar>(at x: Span<S>, into y: inout MutableSpan<S>) {
      y[0] = x[0] * S.cos(x[1])
      y[1] = x[0] * S.sin(x[1])
      y[2] = x[0] * x[0]
    }
  }

  /// Sums of products with all functions of one shape: R³ → R¹⁷, more than two runs of eight.
  struct Mixed: VectorFunction {
    let inputCount = 3
    let outputCount = 17
    func values<S: Scalar>(at x: Span<S>, into y: inout MutableSpan<S>) {
      for k in 0..<outputCount {
        let c = S(Double(k) / 7)
        y[k] = S.sin(c * x[0]) * x[1] + S.exp(-x[2] * c) / (2 + x[0] * x[0])
      }
    }
  }

  /// R¹⁷ → R²
  struct Squares: VectorFunction {
    let inputCount = 17
    let outputCount = 2
    func values<S: Scalar>(at x: Span<S>, into y: inout MutableSpan<S>) {
      var (sum, product): (S, S) = (0, 1)
      for i in 0..<inputCount {
        sum = sum + x[i] * x[i] * S(Double(i))
        product = product * (1 + S.tanh(x[i]) * 0.1)
      }
      y[0] = S.sqrt(1 + sum)
      y[1] = product
    }
  }

  /// A product of two matrices of some ten terms loses a few units.
  static let rounding = 1e-13

  @Test func polarCoordinatesHaveTheirClosedForm() throws {
    let jacobian = try Jacobian(of: Polar())
    let (r, angle) = (2.0, 0.5)
    let (c, s) = (Double.cos(angle), Double.sin(angle))
    let expected = [c, -r * s, s, r * c, 2 * r, 0]
    #expect(jacobian.values(at: [r, angle]) == [r * c, r * s, r * r])
    #expect(jacobian.byColumns(at: [r, angle]).elements == expected)
    #expect(jacobian.byRows(at: [r, angle]).elements == expected)
  }

  @Test func rowsColumnsAndProductsAgree() throws {
    try check(Mixed(), at: [0.3, -1.2, 0.7])
    try check(Squares(), at: (0..<17).map { Double($0) / 10 - 0.8 })
    try check(Composition(Squares(), after: Mixed()), at: [0.3, -1.2, 0.7])
  }

  private func check<F: VectorFunction>(_ f: F, at x: [Double]) throws {
    let jacobian = try Jacobian(of: f)
    let matrix = jacobian.matrix(at: x)
    let size = BackendAgreementTests.largest(matrix.elements)
    for other in [jacobian.byRows(at: x), jacobian.byColumns(at: x)] {
      #expect(
        BackendAgreementTests.error(matrix.elements, other.elements) <= Self.rounding * size)
    }
    var stream = RandomStream(RandomKey(seed: 5))
    let v = (0..<f.inputCount).map { _ in stream.normal() }
    let w = (0..<f.outputCount).map { _ in stream.normal() }
    let (forward, backward) = (jacobian.product(at: x, v), jacobian.transposedProduct(at: x, w))
    let bound = 20 * Self.rounding * size
    #expect(BackendAgreementTests.error(forward, matrix * v) <= bound)
    #expect(BackendAgreementTests.error(backward, matrix.transpose * w) <= bound)
    // w·(J v) = (Jᵀ w)·v
    let left = zip(w, forward).reduce(0) { $0 + $1.0 * $1.1 }
    let right = zip(backward, v).reduce(0) { $0 + $1.0 * $1.1 }
    #expect((left - right).magnitude <= 20 * bound)
  }

  /// J of outer after inner = J of outer at inner(x) times J of inner.
  @Test func chainRuleHolds() throws {
    let x = [0.3, -1.2, 0.7]
    let inner = try Jacobian(of: Mixed())
    let outer = try Jacobian(of: Squares())
    let both = try Jacobian(of: Composition(Squares(), after: Mixed()))
    let between = inner.values(at: x)
    #expect(both.values(at: x) == outer.values(at: between))
    let product = outer.matrix(at: between) * inner.matrix(at: x)
    let found = both.matrix(at: x)
    let size = BackendAgreementTests.largest(product.elements)
    #expect(BackendAgreementTests.error(found.elements, product.elements) <= Self.rounding * size)
    // The gradient of w·outer after inner is Jᵀ of inner times the gradient of w·outer.
    let w = [0.5, -2]
    let stepwise = inner.transposedProduct(at: x, outer.transposedProduct(at: between, w))
    let whole = both.transposedProduct(at: x, w)
    #expect(BackendAgreementTests.error(stepwise, whole) <= 20 * Self.rounding * size)
  }

  @Test func longFunctionIsAnError() {
    #expect(throws: NumericsError.tapeTooLong(limit: 50)) {
      try Jacobian(of: Mixed(), nodeLimit: 50)
    }
  }
}
