import Foundation
import GradBackends
import GradCore
import GradHarness
import GradOptimizers
import GradProblems

/// What a trial costs beside its steps, in memory: planning left out, dispatch, refilling, looks,
/// diagnosis and recording in.
enum RunnerRows {
  static func add(to table: inout SpeedTable) throws {
    let suite = SweepSuite(trials: 2_000)
    // Twice the steps: what does not double is outside stepping.
    let short = try seconds(of: suite, iterations: 200)
    let long = try seconds(of: suite, iterations: 400)
    let outside = (2 * short - long) / Double(suite.trials)
    table.add(
      "a trial outside stepping, in memory", measured: outside * 1e6, unit: "us", atMost: 1)
  }

  /// The fastest of some runs on one worker, in processor seconds.
  private static func seconds(of suite: SweepSuite, iterations: Int) throws -> Double {
    let loader = SuiteLoader(
      catalogs: Catalogs(problems: .standard, optimizers: .standard, backends: .standard),
      options: PlanOptions())
    let plan = try loader.load(bytes: Array(suite.text(iterations: iterations).utf8), name: "sweep")
    guard plan.trials.count == suite.trials else { throw UnexpectedRun("another number of trials") }
    let runner = Runner(
      plan: plan, backends: .standard, options: Runner.Options(jobs: 1, trace: .none),
      stopFlag: StopFlag())
    var best = Double.infinity
    for _ in 0..<20 {
      let begin = ProcessorTime.ofThisProcess
      let results = runner.run()
      best = Double.minimum(best, ProcessorTime.ofThisProcess - begin)
      guard results.records.allSatisfy({ $0?.iterations == iterations }) else {
        throw UnexpectedRun("a trial ended early")
      }
    }
    return best
  }
}

/// A measurement that did not do what it was to time.
struct UnexpectedRun: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
