import GradCore
import GradNumerics
import GradProblems
import Testing

@testable import GradBackends

@Suite struct SecondOrderTests {
  typealias Agreement = BackendAgreementTests
  /// Relative to the largest entry: three exact ways, some hundred operations each.
  static let exact = 1e-11

  @Test(arguments: Agreement.ids)
  func exactHessiansAgree(id: String) throws {
    let problem = try Agreement.problem(id)
    let ways = [
      Hessian.symbolic(of: problem), Hessian.dualOverAnalytic(of: problem),
      Hessian.dualOverReverse(of: problem),
    ].compactMap { $0 }
    #expect(ways.count == (problem.objective.sampleCount == nil ? 3 : 2))
    for x in Agreement.points(problem).prefix(5) {
      let expected = try #require(ways[0](x))
      for way in ways.dropFirst() {
        let found = try #require(way(x))
        let error = Agreement.error(found.elements, expected.elements)
        #expect(error <= Self.exact * Agreement.largest(expected.elements), "at \(x)")
        #expect(found.isSymmetric)
      }
    }
  }

  /// Also where the dimension is no multiple of the eight columns of a run.
  @Test(arguments: [1, 7, 8, 9, 17])
  func columnsAreCompleteAtEveryDimension(dimension: Int) throws {
    let problem = try #require(ProblemCatalog.standard["sphere"])
      .instance(given: ["dimension": .integer(dimension)])
    let hessian = try #require(Hessian.dualOverReverse(of: problem))
    let curvature = try #require(Hessian.symbolic(of: problem))
    let x = problem.facts.start
    #expect(hessian(x) == curvature(x))
  }

  @Test(arguments: Agreement.ids)
  func hessianProductsAreTheHessianTimesTheVector(id: String) throws {
    let problem = try Agreement.problem(id)
    let hessian = try #require(Hessian.exact(of: problem))
    let product = try HessianProduct(problem).evaluator()
    let dual = try BackendDescription.dual.prepare(problem).scalar()
    var stream = RandomStream(RandomKey(seed: 3).child(id))
    for x in Agreement.points(problem).prefix(4) {
      let v = x.map { _ in stream.normal() }
      let matrix = try #require(hessian(x))
      var found = x
      var view = found.mutableSpan
      let (value, slope) = product(x.span, v.span, &view)
      let bound = Self.exact * Agreement.largest(matrix.elements) * Agreement.largest(v)
      #expect(Agreement.error(found, matrix * v) <= bound, "at \(x)")
      let (expected, gradient) = Agreement.gradient(dual, x)
      #expect((value - expected).magnitude <= 1e-12 * max(1, expected.magnitude))
      let sum = zip(gradient, v).reduce(0) { $0 + $1.0 * $1.1 }
      #expect((slope - sum).magnitude <= 1e-11 * Agreement.largest(gradient) * Agreement.largest(v))
    }
  }
}
