import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradOptimizers
import GradProblems
import GradReport
import GradResults

/// A suite that was named on the command line, read, checked and planned.
struct SuiteSource {
  /// As messages name it.
  let file: String
  let plan: Plan
  /// The name without its folder.
  var fileName: String { (file as NSString).lastPathComponent }

  /// The options of every command that plans suites.
  static let options: [OptionSpecification] = [
    OptionSpecification(
      long: "seed", valueName: "n", help: "Base seed of all random numbers.", defaultText: "0"),
    OptionSpecification(
      long: "filter", valueName: "key=glob",
      help: "Keep matching cells only; keys problem, optimizer, backend.", repeatable: true),
    OptionSpecification(
      long: "max-trials", valueName: "n", help: "Refuse suites of more trials.",
      defaultText: "1000000"),
  ]
}
