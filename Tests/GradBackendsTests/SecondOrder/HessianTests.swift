import GradCore
import GradNumerics
import GradProblems
import GradTestSupport
import Testing

@testable import GradBackends

@Suite struct HessianTests {
  static func problem(_ id: String, _ given: [String: ParameterValue] = [:]) throws
    -> ProblemInstance
  {
    try #require(ProblemCatalog.standard[id]).instance(given: given)
  }

  @Test func rosenbrocksHessianIsTheClosedForm() throws {
    let hessian = BackendCatalog.standard.hessian(try Self.problem("rosenbrock"))
    let matrix = try #require(hessian([-1.2, 1]))
    // 1200 x² − 400 y + 2, −400 x, 200
    #expect((matrix[0, 0] - 1330).magnitude < 1e-12 * 1330)
    #expect((matrix[1, 0] - 480).magnitude < 1e-12 * 480)
    #expect(matrix[0, 1] == matrix[1, 0])
    #expect(matrix[1, 1] == 200)
  }

  @Test func quadraticsHessianHasItsSpectrum() throws {
    let problem = try Self.problem(
      "quadratic",
      ["dimension": .integer(4), "conditionNumber": .number(1000), "rotation": .flag(true)])
    let matrix = try #require(BackendCatalog.standard.hessian(problem)(problem.facts.start))
    let values = try SymmetricEigenvalues(of: matrix).values
    for (found, expected) in zip(values, [1, 10, 100, 1000]) {
      #expect((found - Double(expected)).magnitude < 1e-12 * 1000)
    }
  }

  @Test func monkeySaddleIsFlatAtItsSaddle() throws {
    let hessian = BackendCatalog.standard.hessian(try Self.problem("monkey-saddle"))
    // x³ − 3 x y² + (x² + y²)²: 6x + 12x² + 4y², −6y + 8xy, −6x + 4x² + 12y²
    #expect(hessian([0, 0])?.elements.allSatisfy { $0 == 0 } == true)
    #expect(hessian([2, 3])?.elements == [96, 30, 30, 112])
  }

  /// On all problems without kinks, at one seeded point: central differences of the exact gradient
  /// have errors of h² f⁗ / 6 and ε |g| / h, h = 6e-6, so some 1e-8 of the largest entry.
  @Test(arguments: BackendAgreementTests.ids)
  func hessianIsTheDifferenceOfGradients(id: String) throws {
    let problem = try BackendAgreementTests.problem(id)
    guard problem.facts.smoothness == .infinite else { return }
    let x = BackendAgreementTests.points(problem)[2]
    let found = try #require(BackendCatalog.standard.hessian(problem)(x))
    let expected = try differencesOfGradients(of: problem, at: x)
    #expect((Hessian.symbolic(of: problem) != nil) == (problem.objective.sampleCount == nil))
    #expect(found.isSymmetric)
    let analytic = try BackendDescription.analytic.prepare(problem).scalar()
    let slope = BackendAgreementTests.largest(BackendAgreementTests.gradient(analytic, x).1)
    let size = BackendAgreementTests.largest(expected.elements)
    let error = BackendAgreementTests.error(found.elements, expected.elements)
    #expect(error <= 1e-7 * size + 1e-9 * slope, "\(error) of \(size)")
  }

  @Test func largeProblemsAreNotMeasured() throws {
    let problem = try Self.problem("sphere", ["dimension": .integer(51)])
    #expect(BackendCatalog.standard.hessian(problem)(problem.facts.start) == nil)
    let smaller = try Self.problem("sphere", ["dimension": .integer(50)])
    #expect(BackendCatalog.standard.hessian(smaller)(smaller.facts.start) != nil)
  }
}
