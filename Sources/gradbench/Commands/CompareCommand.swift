import Foundation
import GradCommandLine
import GradCore
import GradReport
import GradResults

/// `gradbench compare`: what changed between two runs; exit 2 on a regression.
enum CompareCommand: Command {
  static let specification = CommandSpecification(
    name: "compare", overview: "Tell what changed between a baseline and a later run.",
    discussion: "Trials are joined by their ids. Costs, outcomes and verdicts repeat exactly and "
      + "are judged exactly, by the tolerances of the suite's 'gates' (0 where it names none); "
      + "seconds are judged by their samples. Exits 2 on a regression.",
    arguments: [
      ArgumentSpecification("baseline", help: "Run folder to compare with."),
      ArgumentSpecification("run", help: "Run folder of the same suite."),
    ],
    options: failOptions + [
      OptionSpecification(
        long: "limit", valueName: "n", help: "Most lines for people; 0 shows all.",
        defaultText: "40"),
      OptionSpecification(
        long: "history", valueName: "file",
        help: "Append one CSV line a metric to this file."),
      OutputFormat.option,
    ],
    examples: [
      .init("gradbench compare results/baselines/convex results/convex/2026-11-21T010802Z"),
      .init("gradbench compare before after --format markdown --fail-on gone"),
    ])

  /// The option of every command that compares.
  static let failOptions: [OptionSpecification] = [
    OptionSpecification(
      long: "fail-on", valueName: "change",
      help: "Exit 2 on these too; a regression always does.", repeatable: true,
      choices: [Change.regression, .gone, .inconclusive].map(\.rawValue))
  ]

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let format = try arguments.choice("format", as: OutputFormat.self) ?? .table
    let limit = try arguments.integer("limit", in: 0...Int.max) ?? 40
    let baseline = try read(arguments.argument("baseline") ?? "")
    let run = try read(arguments.argument("run") ?? "")
    let comparison = try compare(baseline, run)
    let view = ComparisonView(
      comparison: comparison, baseline: baseline.label, run: run.label,
      limit: limit == 0 ? nil : limit)
    if let path = arguments.text("history") {
      try HistoryFile(path: path).append(comparison, baseline: baseline, run: run)
    }
    let terminal = Terminal.standardOutput
    try Gradbench.write(
      view.text(format: format, width: terminal.isTerminal ? terminal.width : nil))
    return exitCode(of: comparison, arguments)
  }

  /// A run folder; one that is missing is 66, one that is no run 65.
  static func read(_ folder: String) throws(CommandError) -> Run {
    do throws(RunReadingError) {
      return try Run.read(folder: folder)
    } catch {
      throw CommandError("\(error)", exitCode: error.isMissing ? .noInput : .dataError)
    }
  }

  static func compare(
    _ baseline: Run, _ run: Run
  ) throws(CommandError) -> Comparison {
    do {
      return try Comparison(baseline: baseline, run: run)
    } catch {
      throw CommandError("\(error)", exitCode: .dataError)
    }
  }

  /// 2 if there is a regression, or a change that the user fails on.
  static func exitCode(of comparison: Comparison, _ arguments: ParsedArguments) -> ExitCode {
    let changes = Set(arguments.list("fail-on").compactMap(Change.init(rawValue:)) + [.regression])
    return changes.contains { comparison.count($0) > 0 } ? .regression : .success
  }
}
