import Foundation
import GradBackends
import GradCore
import GradHarness
import GradNumerics
import GradOptimizers
import GradProblems
import GradReport
import GradResults
import Testing

/// Two nights with a changed optimizer between them, from the trials to what the comparison says.
@Suite struct NightTests {
  private static let suite = """
    {"name": "night", "budget": {"iterations": 3000},
     "sweeps": [{"problems": ["sphere", {"id": "quadratic", "dimension": 5, "conditionNumber": 100}],
       "optimizers": ["gradient-descent", "momentum", {"id": "adam"}],
       "learningRates": [0.001, 0.01], "starts": {"around": 0.3}, "seeds": 3}]}
    """

  /// Runs the suite with a catalog and reads its folder back.
  private static func night(_ optimizers: OptimizerCatalog) throws -> Run {
    let catalogs = Catalogs(problems: .standard, optimizers: optimizers, backends: .standard)
    let plan = try SuiteLoader(catalogs: catalogs).load(bytes: Array(suite.utf8), name: "n.json")
    var run = plan.run(jobs: 1, usesLanes: true, trace: .none) { _, _ in }
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gradbench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var folder = try RunFolder.create(at: path)
    run.information = RunInformation(
      toolVersion: "1", start: Date(), end: Date(), wallSeconds: 1, cpuSeconds: 1)
    try folder.writeCells(run)
    try folder.writeTrials(run)
    try folder.writeTargets(run)
    try folder.writeInformation(run)
    try folder.finish()
    return try Run.read(folder: path)
  }

  @Test func changedConstantOfOneOptimizerIsNamedWithBeforeAndAfter() throws {
    let patched = OptimizerCatalog(
      OptimizerCatalog.standard.entries.map {
        $0.id == "momentum" ? OptimizerDescription(WeakMomentum.self) : $0
      })
    let before = try Self.night(.standard)
    let after = try Self.night(patched)
    let comparison = try Comparison(baseline: before, run: after)
    // Its ids are the same, so that its trials are joined, and nothing else changed.
    #expect(comparison.joinedTrials == before.trials.count)
    #expect(comparison.goneCells == 0)
    #expect(comparison.differences.allSatisfy { $0.cell?.optimizer == "momentum" })
    let slower = comparison.lines().lines.filter {
      $0.difference.change == .regression && $0.difference.metric == .costToTarget
    }
    // Both problems, at a rate that the shorter memory makes slower.
    #expect(Set(slower.map(\.problem)) == ["sphere n=10", "quadratic n=5"])
    for line in slower {
      #expect(line.optimizer == "momentum")
      #expect([0.001, 0.01].contains(line.difference.cell?.learningRate))
      let values = try #require(line.difference.values)
      #expect(values.after > values.before)
      #expect(line.difference.before != line.difference.after)
    }
  }

  @Test func twoNightsOfOneBuildAreUnchanged() throws {
    let comparison = try Comparison(
      baseline: try Self.night(.standard), run: try Self.night(.standard))
    #expect(comparison.differences.isEmpty)
    #expect(comparison.count(.unchanged) > 500)
  }
}

/// Momentum as somebody broke it: a hundredth of the buffer is lost at every step.
private enum WeakMomentum: Optimizer {
  static let id = Momentum.id
  static let summary = Momentum.summary
  static let formula = Momentum.formula
  static let parameters = Momentum.parameters
  static let source = Momentum.source

  static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }

  struct State<S: LaneScalar>: Stepper {
    var momentum: S
    var buffer: [S]

    init(dimension: Int, settings: Settings<S>) {
      momentum = settings["momentum"]
      buffer = Array(repeating: 0, count: dimension)
    }

    mutating func restart(lane: Int, settings: Settings<S>) {
      momentum = settings["momentum"]
      for i in buffer.indices { buffer[i][lane: lane] = 0 }
    }

    mutating func step(_ x: inout MutableSpan<S>, _ g: Span<S>, rate: S, iteration: S) {
      for i in x.indices {
        buffer[i] = 0.99 * momentum * buffer[i] + g[i]
        x[i] = x[i] - rate * buffer[i]
      }
    }
  }
}
