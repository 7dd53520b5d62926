import GradCore
import GradNumerics
import GradProblems
import Testing

@testable import GradBackends

/// Points where a part of a function has an infinite slope that the derivative must not see.
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
  ])
  func complexStepsDoNotReachOtherVariables(example: Case) throws {
    #expect(try Self.gradient(.complexStep, example) == example.gradient)
  }
}
