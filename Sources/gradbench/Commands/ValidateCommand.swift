import GradCommandLine
import GradHarness

/// `gradbench validate`: checks suites without running them.
enum ValidateCommand: Command {
  static let specification = CommandSpecification(
    name: "validate",
    overview: "Check suites without running them: cells, trials, pairs left out.",
    arguments: [
      ArgumentSpecification(
        "suite", help: "Suite file to check, or '-' for standard input.", repeatable: true)
    ],
    options: SuiteSource.options,
    examples: [.init("gradbench validate suites/convex.json")])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    for source in try SuiteSource.read(arguments) {
      try Gradbench.write(PlanText.describe(source.plan))
    }
    return .success
  }
}
