import Foundation
import GradCommandLine
import GradCore
import GradReport
import GradResults
import GradText

/// `gradbench report`: the reports of finished runs, written again.
enum ReportCommand: Command {
  static let specification = CommandSpecification(
    name: "report", overview: "Write the reports of finished runs again.",
    discussion: "Nothing is run: the report is made from the tables of the run folder, which are "
      + "checked against the digests in its run.json. Several runs of one suite, of other base seeds "
      + "or filters, are read as one.",
    arguments: [ArgumentSpecification("run", help: "Run folder.", repeatable: true)],
    options: [
      OptionSpecification(
        long: "target", valueName: "target",
        help: "Rank at this target of the suite, such as 1e-3; prints the report unless '--output' "
          + "is given.", defaultText: "the suite's middle one"),
      OptionSpecification(
        long: "format", valueName: "format",
        help: "Print the report in this format instead of writing files: "
          + Exporters.all.map { "\($0.name) is \($0.summary)" }.joined(separator: ", ") + ".",
        choices: Exporters.all.map(\.name)),
      OptionSpecification(
        long: "output", valueName: "dir", help: "Write the files into this folder.",
        defaultText: "the run folder"),
    ],
    examples: [
      .init("gradbench report results/convex/2026-11-21T010802Z"),
      .init("gradbench report results/convex/2026-11-21T010802Z --target 1e-3"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let format = try arguments.choice("format", of: Exporters.all.map(\.name))
      .flatMap(Exporters.named)
    let folders = arguments.arguments("run")
    guard arguments.text("output") != "" else {
      throw arguments.usageError("'--output' must name a folder, but is empty.")
    }
    let output = arguments.text("output")
    let run = try read(folders)
    let target = try arguments.text("target").map { text throws(CommandError) in
      try position(of: text, in: run.targets, arguments)
    }
    guard folders.count == 1 || output != nil || format != nil || target != nil else {
      throw arguments.usageError(
        "Several runs have no folder of their own for their report. Name one with '--output', or "
          + "print it with '--format'.")
    }
    let report = Report(run, summary: Summary(run), target: target)
    if output == nil, format != nil || target != nil {
      try Gradbench.write((format ?? Exporters.markdown).file(of: report).text)
      return .success
    }
    let folder = output ?? folders[0]
    let written: String
    do {
      let name = try write(report, format, to: folder, isOwn: output == nil)
      written = "\(printable(folder, limit: 300))/\(name)"
    } catch {
      throw CommandError("\(error)", exitCode: .cannotCreate)
    }
    try Gradbench.write("Report: \(written)\n")
    return .success
  }

  /// The runs as one; a folder that is missing is 66, one that is no run 65.
  private static func read(_ folders: [String]) throws(CommandError) -> Run {
    var runs: [Run] = []
    for folder in folders {
      do throws(RunReadingError) {
        runs.append(try Run.read(folder: folder, depth: .report))
      } catch {
        throw CommandError("\(error)", exitCode: error.isMissing ? .noInput : .dataError)
      }
    }
    do throws(RunJoiningError) {
      return try Run.joining(runs)
    } catch {
      throw CommandError("\(error)", exitCode: .dataError)
    }
  }

  /// The position of the target that a user names by any text of its value: `1e-3`, `0.001`.
  private static func position(
    of text: String, in targets: [Target], _ arguments: ParsedArguments
  ) throws(CommandError) -> Int {
    if let wanted = Target(text: text), let position = targets.firstIndex(of: wanted) {
      return position
    }
    let known = targets.map(\.text).joined(separator: ", ")
    throw arguments.usageError(
      "The run has no target \(quoted(text)). Its targets are \(known.isEmpty ? "none" : known).")
  }

  /// Writes the report in a format, or with none all that a run writes of it.
  ///
  /// - Returns: The name of the report's file.
  private static func write(
    _ report: Report, _ format: (any Exporter)?, to path: String, isOwn: Bool
  ) throws(RunFolderError) -> String {
    var folder = try isOwn ? RunFolder.reopen(at: path) : RunFolder.forReports(at: path)
    if let format { return try format.write(report, to: folder) }
    let name = try Exporters.markdown.write(report, to: folder)
    try report.writeComparisons(to: &folder)
    if isOwn { try folder.updateDigests() }
    return name
  }
}
