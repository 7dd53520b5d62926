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
    examples: [.init("gradbench validate suites/*.json")])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    for source in try SuiteSource.read(arguments) {
      try Gradbench.write(PlanText.describe(source.plan))
    }
    return .success
  }
}

/// A plan in words.
enum PlanText {
  static func describe(_ plan: Plan) -> String {
    var lines = [
      "\(plan.suite.name): \(plan.cells.count) cells, \(plan.trials.count) trials, "
        + "\(plan.problems.count) problem instances"
    ]
    if plan.droppedDuplicates > 0 {
      lines.append("  \(plan.droppedDuplicates) trials named twice run once")
    }
    if !plan.leftOut.isEmpty { lines.append("  left out:") }
    for pair in plan.leftOut {
      lines.append("    \(pair.problem) with \(pair.with): \(pair.reason)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
