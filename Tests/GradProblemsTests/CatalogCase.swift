import GradCore
import GradProblems
import Testing

/// One problem of the catalog with the parameters that a test uses.
struct CatalogCase: Sendable, CustomTestStringConvertible {
  let id: String
  var given: [String: ParameterValue] = [:]
  var instance = 1

  var testDescription: String {
    let parameters = given.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([id] + parameters + ["instance=\(instance)"]).joined(separator: ",")
  }

  func make() throws -> ProblemInstance {
    let entry = try #require(ProblemCatalog.standard[id])
    for (name, value) in given {
      let parameter = try #require(entry.parameters.first { $0.name == name })
      _ = try parameter.check(value).get()
    }
    return try entry.instance(given: given, instance: instance)
  }

  /// Every entry of the catalog: a new one is tested the moment it is listed. Finite sums are made
  /// smaller than their defaults, since unoptimised builds take milliseconds an evaluation.
  static let entries: [CatalogCase] = ProblemCatalog.standard.entries.map { entry in
    entry.parameters.contains { $0.name == "sampleCount" }
      ? CatalogCase(id: entry.id, given: ["sampleCount": .integer(24), "dimension": .integer(4)])
      : CatalogCase(id: entry.id)
  }

  /// Every entry, then other dimensions, parameters and instances.
  static let all: [CatalogCase] =
    entries + [
      CatalogCase(id: "ackley", given: ["dimension": .integer(10)]),
      CatalogCase(id: "absolute-value", given: ["dimension": .integer(1)]),
      CatalogCase(id: "dqrtic", given: ["dimension": .integer(1)]),
      CatalogCase(id: "extended-powell", given: ["dimension": .integer(12)]),
      CatalogCase(id: "gaussian-well", given: ["dimension": .integer(1), "distance": .number(4)]),
      CatalogCase(id: "huber", given: ["dimension": .integer(2), "threshold": .number(0.25)]),
      CatalogCase(
        id: "indefinite-quadratic",
        given: ["dimension": .integer(5), "negativeDirections": .integer(2)]),
      CatalogCase(
        id: "least-squares",
        given: [
          "sampleCount": .integer(20), "dimension": .integer(3), "noise": .number(0),
          "conditionNumber": .number(1000),
        ], instance: 2),
      CatalogCase(id: "log-sum-exp", given: ["dimension": .integer(2)]),
      CatalogCase(id: "log-well", given: ["dimension": .integer(9)]),
      CatalogCase(
        id: "logistic-regression",
        given: [
          "sampleCount": .integer(30), "dimension": .integer(3), "l2": .number(0),
          "noise": .number(2),
        ], instance: 3),
      CatalogCase(
        id: "matrix-factorization", given: ["dimension": .integer(4)], instance: 2),
      CatalogCase(id: "max-coordinate", given: ["dimension": .integer(1)]),
      CatalogCase(
        id: "mean-of-quadratics",
        given: ["sampleCount": .integer(8), "dimension": .integer(1)], instance: 7),
      CatalogCase(id: "power", given: ["exponent": .integer(2)]),
      CatalogCase(id: "power", given: ["exponent": .integer(3), "dimension": .integer(3)]),
      CatalogCase(id: "power", given: ["exponent": .integer(8)]),
      CatalogCase(id: "quadratic", given: ["dimension": .integer(1)]),
      CatalogCase(
        id: "quadratic",
        given: [
          "dimension": .integer(2), "conditionNumber": .number(1e6), "rotation": .flag(true),
        ], instance: 2),
      CatalogCase(
        id: "quadratic",
        given: [
          "dimension": .integer(20), "conditionNumber": .number(1e4), "rotation": .flag(true),
        ]),
      CatalogCase(
        id: "quadratic",
        given: ["spectrum": .text("clustered"), "conditionNumber": .number(1e4)]),
      CatalogCase(
        id: "quadratic", given: ["spectrum": .text("rank-deficient"), "dimension": .integer(5)]),
      CatalogCase(id: "quadratic", given: ["spectrum": .text("power-law")]),
      CatalogCase(id: "rastrigin", given: ["dimension": .integer(1)]),
      CatalogCase(id: "rastrigin", given: ["dimension": .integer(10)]),
      CatalogCase(id: "rosenbrock", given: ["dimension": .integer(3)]),
      CatalogCase(id: "rosenbrock", given: ["dimension": .integer(4)]),
      CatalogCase(id: "rosenbrock", given: ["dimension": .integer(10)]),
      CatalogCase(id: "saturated-sigmoid", given: ["steepness": .number(1)]),
      CatalogCase(id: "sphere", given: ["dimension": .integer(1)]),
      CatalogCase(id: "staircase", given: ["dimension": .integer(3), "steps": .integer(1)]),
      CatalogCase(
        id: "strict-saddle",
        given: ["dimension": .integer(6), "negativeDirections": .integer(3)]),
      CatalogCase(
        id: "strict-saddle",
        given: ["dimension": .integer(8), "negativeDirections": .integer(8)]),
      CatalogCase(id: "styblinski-tang", given: ["dimension": .integer(3)]),
      CatalogCase(id: "styblinski-tang", given: ["dimension": .integer(10)]),
      CatalogCase(id: "trid", given: ["dimension": .integer(2)]),
      CatalogCase(id: "tridia", given: ["dimension": .integer(2)]),
      CatalogCase(id: "wood", given: ["start": .text("colville")]),
    ]
}
