import GradCore
import GradNumerics
import GradProblems
import Testing

@Suite struct GeneratorTests {
  static func quadratic(_ given: [String: ParameterValue], instance: Int = 1) throws
    -> ProblemInstance
  { try CatalogCase(id: "quadratic", given: given, instance: instance).make() }

  @Test(arguments: [2, 20], [10.0, 1e3, 1e6])
  func spectrumRunsFromOneToTheConditionNumber(dimension: Int, conditionNumber: Double) throws {
    for spectrum in ["log-uniform", "clustered", "power-law"] {
      for rotation in [false, true] {
        let problem = try Self.quadratic([
          "dimension": .integer(dimension), "conditionNumber": .number(conditionNumber),
          "spectrum": .text(spectrum), "rotation": .flag(rotation),
        ])
        let found = try problem.eigenvalues(at: problem.facts.start)
        // Rounding of the rotated matrix is relative to its largest entry.
        let rounding = rotation ? 20 * Double.ulpOfOne * conditionNumber : 0
        #expect((found[0] - 1).magnitude <= rounding)
        #expect((found[dimension - 1] - conditionNumber).magnitude <= rounding)
      }
    }
  }

  @Test func spectraHaveTheirShapes() throws {
    func eigenvalues(_ spectrum: String, _ n: Int) throws -> [Double] {
      let problem = try Self.quadratic([
        "dimension": .integer(n), "spectrum": .text(spectrum), "conditionNumber": .number(1e4),
      ])
      return try problem.eigenvalues(at: problem.facts.start)
    }
    let ratios = try eigenvalues("log-uniform", 5)
    #expect(zip(ratios, [1, 10, 100, 1000, 1e4]).allSatisfy { ($0 / $1 - 1).magnitude < 1e-14 })
    let clusters = try eigenvalues("clustered", 6)
    #expect(clusters.prefix(3).allSatisfy { $0 >= 1 && $0 < 1.1 })
    #expect(clusters.suffix(3).allSatisfy { $0 <= 1e4 && $0 > 0.9e4 })
    let deficient = try eigenvalues("rank-deficient", 5)
    #expect(deficient.count { $0 == 0 } == 2 && deficient[2] == 1 && deficient[4] == 1e4)
    // i to the power −s with s = ln 10⁴ / ln 10 = 4 for n = 10
    let powers = try eigenvalues("power-law", 10)
    #expect((powers[5] / (1e4 / 625) - 1).magnitude < 1e-13)
  }

  @Test func directionsDoNotDependOnTheConditionNumber() throws {
    let (a, b) = (
      try Self.quadratic(["conditionNumber": .number(10)]),
      try Self.quadratic(["conditionNumber": .number(1e6)])
    )
    #expect(a.facts.start == b.facts.start)
    #expect(a.facts.knownPoints[0].point == b.facts.knownPoints[0].point)
  }

  @Test(arguments: [1, 2, 3])
  func rotationKeepsTheGap(instance: Int) throws {
    let given: [String: ParameterValue] = ["dimension": .integer(20)]
    let straight = try Self.quadratic(given, instance: instance)
    let rotated = try Self.quadratic(
      given.merging(["rotation": .flag(true)]) { $1 }, instance: instance)
    let (a, b) = (
      straight.value(at: straight.facts.start), rotated.value(at: rotated.facts.start)
    )
    #expect((a - b).magnitude <= 1e-13 * a)
    #expect(straight.facts.start != rotated.facts.start)
  }

  /// Gradient descent on x² + x²-like terms: one iteration at 1/L solves the sphere exactly.
  @Test func oneOverLSolvesTheSphereInOneIteration() throws {
    let problem = try CatalogCase(id: "sphere").make()
    let rate = 1 / (try #require(problem.facts.lipschitzConstant))
    let start = problem.facts.start
    let gradient = try problem.gradient(at: start).gradient
    #expect(problem.value(at: zip(start, gradient).map { $0 - rate * $1 }) == 0)
  }

  @Test func gaussianWellIsAsFlatAsItsFormula() throws {
    let problem = try CatalogCase(id: "gaussian-well", given: ["distance": .number(6)]).make()
    let norm = euclideanNorm(try problem.gradient(at: problem.facts.start).gradient)
    #expect((norm / 9.137987850e-8 - 1).magnitude < 1e-9)
    // Beyond r = 8.6, 1 − f is 0 in doubles and the gradient is not.
    #expect(try problem.gradient(at: [20, 0]).gradient[0] > 0)
  }

  /// Descending from the saddle's side multiplies the offset by 1 + 2η.
  @Test func strictSaddleRepelsByItsEigenvalue() throws {
    let problem = try CatalogCase(
      id: "strict-saddle", given: ["offset": .number(1e-9)]
    ).make()
    var x = problem.facts.start
    for _ in 0..<20 {
      let gradient = try problem.gradient(at: x).gradient
      x = zip(x, gradient).map { $0 - 0.1 * $1 }
    }
    // 1.2²⁰ = 38.3375999…
    #expect((x[1] / 38.33759992447475e-9 - 1).magnitude < 1e-12)
    #expect((x[0] - 0.011529215046068).magnitude < 1e-15)
  }
}
