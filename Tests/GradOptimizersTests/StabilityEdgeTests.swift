import GradBackends
import GradCore
import GradNumerics
import GradOptimizers
import GradProblems
import GradTestSupport
import Testing

/// The largest stable rates on quadratics, from theory and in trials.
///
/// Past 2/λ the top eigenvector's share of the gap grows 1.02² = 1.0404-fold a step. The start is
/// random, so that the share is at least a few per cent of the first gap: after 110 steps it is 75
/// times larger, above the first gap, and climbing over the final window of forty (rule 3). Rule 2
/// needs ln(10⁸) / ln(1.0404) = 465 steps and is tried once.
@Suite struct StabilityEdgeTests {
  static let sizes = [(2, 10.0), (2, 1e3), (2, 1e6), (20, 10), (20, 1e3), (20, 1e6)]

  static func problem(_ size: (Int, Double), isRotated: Bool = false) throws -> ProblemInstance {
    let entry = try #require(ProblemCatalog.standard["quadratic"])
    return try entry.instance(
      given: [
        "dimension": .integer(size.0), "conditionNumber": .number(size.1),
        "rotation": .flag(isRotated),
      ], instance: 3)
  }

  static func isDiverged(_ monitor: TrialMonitor) -> Bool {
    monitor.stop == .grew || monitor.stop == .tooFar || monitor.hasRisen
  }

  /// Trials at two rates in one pack: below and above the edge.
  static func trials(
    _ setup: TrialSetup, edge: Double, below: Double, above: Double
  ) throws -> (below: TrialMonitor, above: TrialMonitor) {
    var setup = setup
    setup.rules.tracesEverything = false
    let starts = [
      setup.start(0, rate: edge * below), setup.start(1, rate: edge * above),
    ]
    let monitors = try setup.run(starts, on: Lanes.self).sorted { $0.trial < $1.trial }
    try #require(monitors.count == 2)
    return (monitors[0], monitors[1])
  }

  @Test(arguments: sizes, BackendCatalog.standard.entries.map(\.id))
  func gradientDescentDivergesPastTwoOverTheCurvature(size: (Int, Double), id: String) throws {
    let optimizer = try #require(OptimizerCatalog.standard["gradient-descent"])
    let backend = try #require(BackendCatalog.standard[id])
    let setup = TrialSetup(
      try Self.problem(size), optimizer, backend: backend, iterationLimit: 110)
    let edge = try #require(
      optimizer.stabilityEdge(size.1, ParameterValues(optimizer.allParameters)))
    #expect(edge.rate == 2 / size.1)
    #expect(edge.formula == "2/L")
    let (below, above) = try Self.trials(setup, edge: edge.rate, below: 0.99, above: 1.01)
    #expect(!Self.isDiverged(below))
    #expect(Self.isDiverged(above))
  }

  @Test func gradientDescentIsAHundredMillionTimesItsScaleAfterFiveHundredSteps() throws {
    let optimizer = try #require(OptimizerCatalog.standard["gradient-descent"])
    let setup = TrialSetup(try Self.problem((2, 1e3)), optimizer, iterationLimit: 600)
    let (below, above) = try Self.trials(setup, edge: 2e-3, below: 0.99, above: 1.01)
    #expect(!Self.isDiverged(below))
    #expect(above.stop == .grew)
    // 465 for a start along the top eigenvector alone; a share of a tenth takes 58 more.
    #expect((465...523).contains(above.iteration))
  }

  @Test(arguments: ["momentum", "nesterov"], [0.0, 0.5, 0.9])
  func methodsWithMomentumDivergePastTheirEdges(id: String, momentum: Double) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    let settings: [String: ParameterValue] = ["momentum": .number(momentum)]
    let values = ParameterValues(optimizer.allParameters, given: settings)
    for size in Self.sizes {
      let edge = try #require(optimizer.stabilityEdge(size.1, values))
      let numerator = 2 * (1 + momentum)
      let expected = id == "momentum" ? numerator : numerator / (1 + 2 * momentum)
      #expect((edge.rate * size.1 - expected).magnitude < 1e-15)
      #expect(edge.formula == (id == "momentum" ? "2(1+β)/L" : "2(1+β)/((1+2β)L)"))
      // The unstable root is at least gradient descent's 1.02, so that the same budget is enough.
      var setup = TrialSetup(try Self.problem(size), optimizer, iterationLimit: 110)
      setup.rules.tracesEverything = false
      let below = try setup.run(setup.start(rate: 0.99 * edge.rate, settings))
      let above = try setup.run(setup.start(rate: 1.01 * edge.rate, settings))
      #expect(!Self.isDiverged(below), "\(size)")
      #expect(Self.isDiverged(above), "\(size)")
    }
  }

  @Test(arguments: [10.0, 1e3, 1e6])
  func rotationDoesNotMoveTheEdge(condition: Double) throws {
    let optimizer = try #require(OptimizerCatalog.standard["gradient-descent"])
    let setup = TrialSetup(
      try Self.problem((5, condition), isRotated: true), optimizer, iterationLimit: 200)
    let (below, above) = try Self.trials(setup, edge: 2 / condition, below: 0.99, above: 1.01)
    #expect(!Self.isDiverged(below))
    #expect(Self.isDiverged(above))
  }

  @Test func adaptiveMethodsNameNoEdge() throws {
    for entry in OptimizerCatalog.standard.entries {
      let edge = entry.stabilityEdge(1, ParameterValues(entry.allParameters))
      #expect((edge != nil) == ["gradient-descent", "momentum", "nesterov"].contains(entry.id))
    }
  }
}
