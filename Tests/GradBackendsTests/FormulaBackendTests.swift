import GradBackends
import GradCore
import GradNumerics
import GradProblems
import Testing

/// Formulas on the backends that exist for every problem.
@Suite struct FormulaBackendTests {
  static let texts = [
    "x1^2 + 3*x1*x2 - x3^2 + 2*x3",
    "sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)",
    "log(sum(i, 1, n, exp(x[i]))) + prod(i, 1, n, 2 + sin(x[i]))",
    "sum(i, 1, n, (x[i] - sum(j, 1, n, x[j])/n)^2)",
  ]

  @Test(arguments: texts)
  func symbolicAndDualAgreeOnNumbersAndLanes(text: String) throws {
    let problem = try ProblemCatalog.formula(text: text, dimension: 3)
    let x = [0.3, -0.7, 1.1]
    let dual = try BackendDescription.dual.prepare(problem).scalar()
    let prepared = try BackendDescription.symbolic.prepare(problem)
    let symbolic = prepared.scalar()
    let onLanes = prepared.lanes()
    var expected = x
    var found = x
    var lanes = x.map { Lanes($0) }
    let point = lanes
    var view = expected.mutableSpan
    let value = dual.gradient(x.span, &view)
    var foundView = found.mutableSpan
    let foundValue = symbolic.gradient(x.span, &foundView)
    var lanesView = lanes.mutableSpan
    let lanesValue = onLanes.gradient(point.span, &lanesView)
    // Some dozens of operations in another order, on numbers below 10³.
    #expect((foundValue - value).magnitude <= 1e-12)
    #expect(lanesValue[lane: 6] == foundValue)
    for i in x.indices {
      #expect((found[i] - expected[i]).magnitude <= 1e-12)
      #expect(lanes[i][lane: 6] == found[i])
    }
  }

  @Test func formulasHaveNoAnalyticGradient() throws {
    let problem = try ProblemCatalog.formula(name: "bowl", text: "x^2")
    #expect(throws: BackendError.noAnalyticGradient(problem: "bowl")) {
      try BackendDescription.analytic.prepare(problem)
    }
  }

  @Test func formulasHaveExactHessians() throws {
    let problem = try ProblemCatalog.formula(text: "x^2 + 3*x*y - z^2 + 2*z")
    let hessian = try #require(BackendCatalog.standard.hessian(problem)([1, 2, 3]))
    #expect(
      [0, 1, 2].map { i in [0, 1, 2].map { hessian[i, $0] } }
        == [[2, 3, 0], [3, 0, 0], [0, 0, -2]])
  }
}
