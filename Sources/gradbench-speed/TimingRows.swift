import Foundation
import GradBackends
import GradCore
import GradHarness
import GradOptimizers
import GradProblems
import GradReport
import GradResults

/// Whether iterations times seconds an iteration is what a whole trial takes.
enum TimingRows {
  private static let suite = #"""
    {
      "name": "whole",
      "sweeps": [{
        "problems": [
          {"id": "sphere", "dimension": 2}, {"id": "rosenbrock", "dimension": 2},
          {"id": "quadratic", "dimension": 1000, "rotation": false},
          {"id": "logistic-regression", "dimension": 10}
        ],
        "optimizers": ["gradient-descent", "adam"],
        "backends": ["analytic", "dual"], "learningRates": [1e-4], "batchSizes": [8, "full"]
      }],
      "budget": {"iterations": 2000}, "stopping": {"atTarget": false}
    }
    """#

  static func add(to table: inout SpeedTable) throws {
    let loader = SuiteLoader(
      catalogs: Catalogs(problems: .standard, optimizers: .standard, backends: .standard),
      options: PlanOptions())
    let plan = try loader.load(bytes: Array(suite.utf8), name: "whole")
    let stopFlag = StopFlag()
    let keys = TimingPhase.decide(
      plan, backends: .standard, options: Runner.Options(jobs: 1, trace: .none), stopFlag: stopFlag)
    var options = TimingPhase.Options(seconds: 30)
    options.wholeCells = keys.count
    let timings = Timings(
      TimingPhase(plan: plan, options: options, stopFlag: stopFlag).run(keys))
    guard !timings.wholeCells.isEmpty else { throw UnexpectedRun("nothing was timed") }
    for whole in timings.wholeCells {
      let cell = timings.cells[whole.cell].identity
      let batch = cell.batchSize == .deterministic ? "" : " B=\(cell.batchSize)"
      table.add(
        "\(cell.problem) n=\(cell.dimension)\(batch), \(cell.optimizer), \(cell.backend)",
        measured: timings.ratio(of: whole) ?? .nan, unit: "whole trial ÷ predicted", atMost: 1.1,
        atLeast: 0.9)
    }
  }
}
