import GradBackends
import GradCore
import GradProblems
import Testing

/// What may be set of a backend.
@Suite struct BackendParameterTests {
  private static func gradient(
    _ id: String, _ given: [String: ParameterValue], of problem: ProblemInstance, at x: [Double]
  ) throws -> [Double] {
    let backend = try #require(BackendCatalog.standard[id])
    let oracle = try backend.prepare(
      problem, ParameterValues(backend.parameters, given: given)
    ).scalar()
    var g = [Double](repeating: 0, count: x.count)
    var view = g.mutableSpan
    _ = oracle.gradient(x.span, &view)
    return g
  }

  private static func rosenbrock(_ dimension: Int) throws -> ProblemInstance {
    try #require(ProblemCatalog.standard["rosenbrock"])
      .instance(given: ["dimension": .integer(dimension)])
  }

  /// At (−1.2, 1) f′′ along x₁ is 1330, so a forward difference of step h is off by 665 h max(1, 1.2).
  @Test(arguments: [1e-3, 1e-5])
  func errorOfADifferenceGrowsWithItsStep(step: Double) throws {
    let problem = try Self.rosenbrock(2)
    let exact = try Self.gradient("analytic", [:], of: problem, at: [-1.2, 1])[0]
    let forward = try Self.gradient(
      "forward-difference", ["step": .number(step)], of: problem, at: [-1.2, 1])[0]
    let predicted = 665 * 1.2 * step
    // The next term of the series is f‴h²/6 = −480 (1.2 h)², 1e-3 of it at the larger step.
    #expect(abs(forward - exact - predicted) < 2e-3 * predicted)
    // f‴/6 (1.2 h)² of central differences.
    let central = try Self.gradient(
      "central-difference", ["step": .number(step)], of: problem, at: [-1.2, 1])[0]
    #expect(abs(abs(central - exact) - 480 * 1.44 * step * step) < 1e-6)
  }

  /// The directions that duals take at a time change no bit.
  @Test(arguments: [2, 3, 4, 7, 8, 20])
  func widthOfDualsChangesNoBit(dimension: Int) throws {
    let problem = try Self.rosenbrock(dimension)
    let x = (0..<dimension).map { 0.3 + 0.1 * Double($0) }
    let plain = try Self.gradient("dual", [:], of: problem, at: x)
    for width in ["2", "4", "8"] {
      #expect(try Self.gradient("dual", ["width": .text(width)], of: problem, at: x) == plain)
    }
  }

  @Test func defaultsAreInNoNameAndOthersAre() throws {
    let central = try #require(BackendCatalog.standard["central-difference"])
    let plain = ParameterValues(central.parameters)
    #expect(central.configuration(of: plain).text == "central-difference")
    // ∛ε, to the rounding of the root and of two products.
    let step = plain.number("step")
    #expect(abs(step * step * step / Double.ulpOfOne - 1) < 1e-15)
    #expect(central.setting(["step": .number(1e-7)]).id == "central-difference:step=1e-07")
    for backend in BackendCatalog.standard.entries where backend.parameters.isEmpty {
      #expect(backend.setting([:]).id == backend.id)
    }
  }
}
