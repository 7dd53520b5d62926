@testable import GradCommandLine

/// A tool with every kind of option, which the tests of this module parse for.
enum SampleTool {
  static let run = CommandSpecification(
    name: "run", overview: "Run every cell of a suite and write its results.",
    arguments: [
      ArgumentSpecification(
        "suite", help: "Suite file to run, or '-' for standard input.", repeatable: true)
    ],
    options: [
      OptionSpecification(
        short: "j", long: "jobs", valueName: "n", help: "Trials run at once.",
        defaultText: "number of cores"),
      OptionSpecification(
        short: "q", long: "quiet", help: "Print nothing but errors."),
      OptionSpecification(short: "v", long: "verbose", help: "Print more."),
      OptionSpecification(
        long: "filter", valueName: "key=glob",
        help: "Keep only the cells whose problem, optimizer or backend matches.",
        repeatable: true),
      OptionSpecification(
        long: "trace", valueName: "rows", help: "How much of each trial is kept.",
        choices: ["none", "sampled", "full"], defaultText: "sampled"),
      OptionSpecification(long: "start", valueName: "numbers", help: ""),
      OptionSpecification(
        long: "a-name-that-is-long", valueName: "value", help: "Text below its names."),
    ],
    unavailableOptions: ["baseline"],
    examples: [.init("gradbench run suites/convex.json -j 4", help: "With four workers.")])

  static let merge = CommandSpecification(
    name: "merge", overview: "Join shards.",
    arguments: [ArgumentSpecification("first", help: "One."), .init("second", help: "Two.")],
    options: [
      OptionSpecification(long: "output", valueName: "dir", help: "Where to.", required: true)
    ])

  static let list = CommandSpecification(
    name: "list", overview: "List what there is.",
    arguments: [
      ArgumentSpecification(
        "kind", help: "What to list.", required: false,
        choices: ["problems", "optimizers", "backends"])
    ])

  static let tool = ToolSpecification(
    name: "gradbench", overview: "Measure optimizers.", version: "1.2.3",
    commands: [run, merge, list], unavailableCommands: ["compare"])

  static func parsed(_ words: [String]) throws -> ParsedArguments {
    guard case .command(let arguments) = try tool.parse(words) else { throw NotACommand() }
    return arguments
  }

  /// The error that parsing ends with.
  static func error(_ words: [String]) -> CommandError? {
    do throws(CommandError) {
      _ = try tool.parse(words)
      return nil
    } catch {
      return error
    }
  }

  struct NotACommand: Error {}
}
