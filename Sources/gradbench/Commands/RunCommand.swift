import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradReport
import GradResults
import GradText

/// `gradbench run`: every trial of the suites, a run folder each, a summary.
enum RunCommand: Command {
  static let specification = CommandSpecification(
    name: "run", overview: "Run every cell of a suite and write its results.",
    arguments: [
      ArgumentSpecification(
        "suite", help: "Suite file to run, or '-' for standard input.", repeatable: true)
    ],
    options: [
      OptionSpecification(
        long: "output", valueName: "dir",
        help: "Folder for the results; with several suites a folder in it for each.",
        defaultText: "results/<suite>/<time>"),
      OptionSpecification(
        short: "j", long: "jobs", valueName: "n", help: "Trials run at once.",
        defaultText: "number of cores"),
    ] + SuiteSource.options + [
      OptionSpecification(
        long: "trace", valueName: "kind", help: "Which iterations of a trial are written.",
        choices: Runner.TraceKind.allCases.map(\.rawValue), defaultText: "sampled"),
      OptionSpecification(
        long: "lanes", valueName: "when",
        help: "Whether trials share vector instructions; changes no result.",
        choices: ["auto", "off"], defaultText: "auto"),
      OptionSpecification(
        long: "no-timings",
        help: "Skip the quiet timing phase after the trials, which takes about 10 s at most."),
      OptionSpecification(
        long: "no-confirm",
        help: "Skip the confirming trials: fresh seeds of the rates that the trials chose."),
      ProgressMode.option,
      OptionSpecification(short: "q", long: "quiet", help: "Print only where the results are."),
      OptionSpecification(
        long: "dry-run", help: "Check the suites and print what would run, then stop."),
      OptionSpecification(
        long: "baseline", valueName: "dir",
        help: "Compare with this run afterwards, exit 2 on a regression; with several suites a "
          + "folder in it for each."),
    ] + CompareCommand.failOptions,
    unavailableOptions: ["resume", "reuse", "shard", "max-memory", "data-root"],
    examples: [
      .init("gradbench run suites/convex.json"),
      .init("gradbench run suites/smoke.json --filter optimizer=adam --output out"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let jobs =
      try arguments.integer("jobs", in: 1...1024) ?? ProcessInfo.processInfo.activeProcessorCount
    let trace = try arguments.choice("trace", as: Runner.TraceKind.self) ?? .sampled
    let progress = try arguments.choice("progress", as: ProgressMode.self) ?? .auto
    let options = Runner.Options(
      jobs: jobs, usesLanes: arguments.text("lanes") != "off", trace: trace)
    guard arguments.text("output") != "" else {
      throw arguments.usageError("'--output' must name a folder, but is empty.")
    }
    if arguments.text("baseline") == nil, !arguments.list("fail-on").isEmpty {
      throw arguments.usageError(
        "'--fail-on' tells which changes fail, so it needs a '--baseline' to compare with.")
    }
    let sources = try SuiteSource.read(arguments)
    if trace == .full { try checkFullTraces(sources, arguments) }
    if arguments.flag("dry-run") {
      for source in sources {
        try Gradbench.write(PlanText.describe(source.plan, confirms: !arguments.flag("no-confirm")))
      }
      return .success
    }
    let baselines = try baselines(for: sources, arguments)
    let mostTrials = try SuiteSource.mostTrials(arguments)
    let interrupt = Interrupt()
    let folders = try SuiteSource.createFolders(for: sources) { source in
      arguments.text("output").map { (source.folder(in: $0, of: sources.count), true) }
        ?? ("results/\(source.plan.suite.name)/\(timeName(Date()))", false)
    }
    var code = ExitCode.success
    for (index, source) in sources.enumerated() {
      if interrupt.stopFlag.isInterrupted {
        folders[index].abandon()
        continue
      }
      let session = RunSession(
        source: source, folder: folders[index], options: options, stopFlag: interrupt.stopFlag,
        progress: arguments.flag("quiet") ? .never : progress, isQuiet: arguments.flag("quiet"),
        words: commandOptions(arguments, jobs: jobs),
        confirms: !arguments.flag("no-confirm"), mostTrials: mostTrials,
        timing: arguments.flag("no-timings") ? nil : TimingPhase.Options())
      do throws(CommandError) {
        code = code.combined(with: try session.run())
      } catch {
        for folder in folders[(index + 1)...] { folder.abandon() }
        throw error
      }
      if let baseline = baselines[index], !interrupt.stopFlag.isInterrupted {
        code = code.combined(
          with: try compare(baseline, folders[index], of: source, interrupt, arguments))
      }
    }
    return interrupt.exitCode ?? code
  }

  /// The runs to compare with, read before anything runs: one that cannot be read costs nothing.
  private static func baselines(
    for sources: [SuiteSource], _ arguments: ParsedArguments
  ) throws(CommandError) -> [Run?] {
    guard let path = arguments.text("baseline") else { return sources.map { _ in nil } }
    guard !path.isEmpty else {
      throw arguments.usageError("'--baseline' must name a folder, but is empty.")
    }
    var baselines: [Run?] = []
    for source in sources {
      let name = source.plan.suite.name
      let baseline = try CompareCommand.read(source.folder(in: path, of: sources.count))
      guard baseline.suite.name == name else {
        let error = ComparisonError.otherSuite(baseline: baseline.suite.name, run: name)
        throw CommandError("\(error)", exitCode: .dataError)
      }
      do {
        try Comparison.checkWhole(baseline)
      } catch {
        throw CommandError("\(error)", exitCode: .dataError)
      }
      baselines.append(baseline)
    }
    return baselines
  }

  /// Tells what changed since the baseline.
  private static func compare(
    _ baseline: Run, _ folder: RunFolder, of source: SuiteSource, _ interrupt: Interrupt,
    _ arguments: ParsedArguments
  ) throws(CommandError) -> ExitCode {
    var run = try CompareCommand.read(folder.path)
    var comparison = try CompareCommand.compare(baseline, run)
    if Retiming.isWanted(by: comparison), !interrupt.stopFlag.isInterrupted {
      // Only what hangs takes so long: fewer trials and samples are asked for than the run had.
      Retiming.add(
        to: folder.path, of: source, patience: 600 + 10 * (run.information?.wallSeconds ?? 0),
        stopFlag: interrupt.stopFlag, arguments)
      run = try CompareCommand.read(folder.path)
      comparison = try CompareCommand.compare(baseline, run)
    }
    let view = ComparisonView(
      comparison: comparison, baseline: baseline.label, run: run.label, limit: 40)
    let width = Terminal.standardOutput.isTerminal ? Terminal.standardOutput.width : nil
    let code = CompareCommand.exitCode(of: comparison, arguments)
    if !arguments.flag("quiet") {
      try Gradbench.write("\n" + view.text(format: .table, width: width))
    } else if code != .success {
      // Quiet is no reason to fail without one.
      Terminal.standardError.write(
        "\(view.headline), compared with \(printable(baseline.folder, limit: 300))\n")
    }
    return code
  }

  /// Refuses full traces that memory may not hold: a trial keeps its rows until it ends.
  private static func checkFullTraces(
    _ sources: [SuiteSource], _ arguments: ParsedArguments
  ) throws(CommandError) {
    let most = 2e9
    for plan in sources.map(\.plan) {
      for cell in plan.cells where cell.batch == nil {
        let row = Double(48 + 8 * plan.problems[cell.problem].dimension)
        let bytes = row * (Double(cell.iterationLimit) + 1)
        guard bytes > most else { continue }
        throw arguments.usageError(
          "'--trace full' may take \(roundedText(bytes / 1e9)) GB of memory for one trial of "
            + "\(cell.described.problem.label) (\(cell.iterationLimit) iterations), more than "
            + "\(roundedText(most / 1e9)) GB. Lower the budget of suite '\(plan.suite.name)', "
            + "or use '--trace sampled'.")
      }
    }
  }

  /// `2026-11-21T010802Z`: sorts by time, and has no character that a file system refuses.
  static func timeName(_ date: Date) -> String {
    let formatter = ISO8601DateFormatter()
    formatter.formatOptions = [.withInternetDateTime]
    return formatter.string(from: date).replacingOccurrences(of: ":", with: "")
  }

  private static func commandOptions(
    _ arguments: ParsedArguments, jobs: Int
  ) -> [RunInformation.Option] {
    let names = ["seed", "trace", "lanes", "max-trials", "baseline"]
    var options = names.compactMap { name in
      arguments.text(name).map { RunInformation.Option(name: name, value: $0) }
    }
    for name in ["no-timings", "no-confirm"] where arguments.flag(name) {
      options.append(RunInformation.Option(name: name, value: "yes"))
    }
    options.append(RunInformation.Option(name: "jobs", value: "\(jobs)"))
    let filters = arguments.list("filter")
    if !filters.isEmpty {
      options.append(
        RunInformation.Option(name: "filter", value: filters.joined(separator: ", ")))
    }
    return options
  }
}
