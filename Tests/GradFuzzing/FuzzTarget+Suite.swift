import GradBackends
import GradCore
import GradHarness
import GradOptimizers
import GradProblems

extension FuzzTarget {
  /// More trials are refused, so that a plan stays small.
  private static let mostTrials = 2_000

  /// Reads, checks and plans a suite; runs nothing.
  ///
  /// Promises: a plan that keeps its limit, or mistakes with a place each.
  public static func suite(_ bytes: [UInt8]) {
    let catalogs = Catalogs(problems: .standard, optimizers: .standard, backends: .standard)
    let loader = SuiteLoader(
      catalogs: catalogs, options: PlanOptions(mostTrials: mostTrials))
    do throws(SuiteError) {
      let plan = try loader.load(bytes: bytes, name: "fuzz.json")
      check(plan.trials.count <= mostTrials, "the plan has \(plan.trials.count) trials")
      for trial in plan.trials.indices {
        let dimension = plan.problems[plan.cells[Int(plan.trials[trial].cell)].problem].dimension
        check(plan.start(of: trial).count == dimension, "a start has another dimension")
      }
    } catch {
      checkMessage("\(error)", "a suite's error")
      check("\(error)".hasPrefix("fuzz.json"), "a mistake has no place")
    }
  }
}
