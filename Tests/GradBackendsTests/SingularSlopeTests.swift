import GradCore
import GradNumerics
import GradProblems
import Testing

@testable import GradBackends

/// Points where a part of a function has an infinite slope that the derivative must not see, or a
/// power has the exponent 0.
@Suite struct SingularSlopeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var point: [Double]
    var gradient: [Double]
    var testDescription: String { "\(text) at \(point)" }

    init(_ text: String, _ point: [Double], _ gradient: [Double]) {
      self.text = text
      self.point = point
      self.gradient = gradient
    }
  }

  static func gradient(_ backend: BackendDescription, _ example: Case) throws -> [Double] {
    let problem = try ProblemCatalog.formula(text: example.text)
    let prepared = try backend.prepare(problem)
    var g = example.point
    var view = g.mutableSpan
    _ = prepared.scalar().gradient(example.point.span, &view)
    let point = example.point.map { Lanes($0) }
    var lanes = point
    var lanesView = lanes.mutableSpan
    _ = prepared.lanes().gradient(point.span, &lanesView)
    for i in g.indices {
      #expect(lanes[i][lane: 7] == g[i] || (g[i].isNaN && lanes[i][lane: 7].isNaN))
    }
    return g
  }

  /// 2x by x; by y the branch taken does not vary.
  @Test(arguments: [
    Case("x^2 + sqrt(max(y, 0))", [3, -1], [6, 0]),
    Case("x^2 + max(y, 0)^0.5", [3, -1], [6, 0]),
    Case("sqrt(select(y < 0, 0, y)) + x", [3, -1], [1, 0]),
    Case("x^2 + acos(sign(y))", [3, 2], [6, 0]),
    Case("x^2 + log(max(y, 0))", [3, -1], [6, 0]),
    Case("x^2 + 1/max(y, 0)", [3, -1], [6, 0]),
    Case("x^2 + max(y, 0)^-2", [3, -1], [6, 0]),
    Case("x^2 + sqrt(y)", [3, 0], [6, .infinity]),
    Case("x^2 + y^0.5", [3, 0], [6, .infinity]),
    Case("x^2 + cbrt(y)", [3, 0], [6, .infinity]),
    Case("x^2 + log(y)", [3, 0], [6, .infinity]),
    Case("x^2 + x/y", [3, 0], [.infinity, -.infinity]),
  ])
  func infiniteSlopesDoNotReachOtherVariables(example: Case) throws {
    for backend in [BackendDescription.dual, .reverse, .symbolic] {
      #expect(try Self.gradient(backend, example) == example.gradient, "\(backend.id)")
    }
  }

  @Test(arguments: [
    Case("x^2 + sqrt(y)", [3, 0], [6, .infinity]),
    Case("x^2 + cbrt(y)", [3, 0], [6, .infinity]),
    Case("x^2 + log(y)", [3, 0], [6, .infinity]),
    Case("x^2 + y^0.5", [3, 0], [6, .infinity]),
    Case("x^y", [0, 0], [0, 0]),
  ])
  func complexStepsDoNotReachOtherVariables(example: Case) throws {
    #expect(try Self.gradient(.complexStep, example) == example.gradient)
  }

  /// a⁰ = 1 for all a; by the exponent a⁰ log a, or 0 where a ≤ 0.
  @Test(arguments: [
    Case("x^y", [0, 0], [0, 0]),
    Case("y^x", [0, 0], [0, 0]),
    Case("x^y", [-2, 0], [0, 0]),
    Case("x^y", [0x1p-1030, 0], [0, -713.9415959767437]),
    Case("x^(y-y)", [0, 1], [0, 0]),
    Case("x^(y-y)", [-3, 1], [0, 0]),
    Case("x^(y-y) + x*y", [0, 2], [2, 0]),
    Case("sum(i, 0, 1, x^(i*y))", [0, 1], [1, 0]),
    Case("sum(i, 1, 1, sqrt(x)^(i-1)) + x*y", [0, 2], [2, 0]),
  ])
  func powersOfExponentZeroAreConstant(example: Case) throws {
    for backend in [BackendDescription.dual, .reverse, .symbolic] {
      #expect(try Self.gradient(backend, example) == example.gradient, "\(backend.id)")
    }
  }

  /// Both ways to the Hessian; for a positive base ∂²/∂x∂y is x⁻¹ (1 + 0 · log x).
  @Test(arguments: [
    Case("x^y", [0, 0], [0, 0, 0, 0]),
    Case("y^x", [0, 0], [0, 0, 0, 0]),
    Case("x^y", [-2, 0], [0, 0, 0, 0]),
    Case("x^y", [2, 0], [0, 0.5, 0.5, 0.4804530139182014]),
    Case("x^(y-y)", [0, 1], [0, 0, 0, 0]),
  ])
  func powersOfExponentZeroHaveHessians(example: Case) throws {
    let problem = try ProblemCatalog.formula(text: example.text)
    for hessian in [Hessian.symbolic(of: problem), Hessian.dualOverReverse(of: problem)] {
      let hessian = try #require(hessian)
      let matrix = try #require(hessian(example.point))
      for (found, expected) in zip(matrix.elements, example.gradient) {
        // (log 2)² by one multiplication or another.
        #expect((found - expected).magnitude <= 1e-15, "\(matrix.elements)")
      }
    }
  }
}
