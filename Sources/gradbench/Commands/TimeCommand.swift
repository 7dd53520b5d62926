import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradReport
import GradResults

/// `gradbench time`: the timing phase of suites and nothing else.
enum TimeCommand: Command {
  static let specification = CommandSpecification(
    name: "time", overview: "Measure how long one iteration of every cell takes.",
    discussion: "Runs one trial of each cell to find typical iterates, then times the method's "
      + "loop along it on one core. Learning rates and seeds share a measurement. A quiet machine "
      + "gives quiet numbers.",
    arguments: [
      ArgumentSpecification(
        "suite", help: "Suite file to time, or '-' for standard input.", repeatable: true)
    ],
    options: SuiteSource.options + [
      OptionSpecification(
        long: "samples", valueName: "n",
        help: "Samples a cell to keep: the faster half of those that nothing disturbed. Without it "
          + "fewer are kept where 21 would take over a minute.", defaultText: "21"),
      OptionSpecification(
        long: "output", valueName: "dir",
        help: "Also write timings.csv and run.json into this folder; with several suites a folder "
          + "in it for each."),
      OptionSpecification(
        long: "iterations", valueName: "n",
        help: "For profilers: step n and 2n iterations of each cell between calls of "
          + "'gradbench_timing_mark', read no clock, and print the cells in order."),
      OutputFormat.option, ProgressMode.option,
    ],
    examples: [
      .init("gradbench time suites/smoke.json"),
      .init("gradbench time suites/convex.json --filter optimizer=adam --samples 101"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let samples = try arguments.integer("samples", in: 1...100_000)
    let iterations = try arguments.integer("iterations", in: 1...1_000_000_000)
    let progress = try arguments.choice("progress", as: ProgressMode.self) ?? .auto
    let format = try arguments.choice("format", as: OutputFormat.self) ?? .table
    guard arguments.text("output") != "" else {
      throw arguments.usageError("'--output' must name a folder, but is empty.")
    }
    if iterations != nil, arguments.text("output") != nil || samples != nil {
      throw arguments.usageError(
        "'--iterations' measures nothing, so it goes with neither '--samples' nor '--output'.")
    }
    let sources = try SuiteSource.read(arguments)
    let folders = try arguments.text("output").map { output throws(CommandError) in
      try SuiteSource.createFolders(for: sources) {
        ($0.folder(in: output, of: sources.count), true)
      }
    }
    let interrupt = Interrupt()
    for (index, source) in sources.enumerated() {
      let clock = SessionClock()
      let keys = TimingPhase.decide(
        source.plan, backends: .standard,
        options: Runner.Options(
          // One worker leaves the same memory behind each time, so that counts of allocating repeat.
          jobs: iterations == nil ? ProcessInfo.processInfo.activeProcessorCount : 1,
          trace: .none),
        stopFlag: interrupt.stopFlag)
      let options =
        samples.map { TimingPhase.Options(samples: $0, seconds: .infinity) }
        ?? TimingPhase.Options(seconds: 60)
      let phase = TimingPhase(plan: source.plan, options: options, stopFlag: interrupt.stopFlag)
      if let iterations {
        try Gradbench.write(TimingView.table(of: phase.mark(keys, iterations: iterations)).csv())
        continue
      }
      let session = TimingSession(phase: phase, progress: progress)
      let timings = session.run(keys)
      if let folder = folders?[index] {
        if timings.samples > 0 {
          try write(
            timings, lowered: session.lowered(timings), source, folder, clock, arguments)
        } else {
          folder.abandon()
        }
      }
      let width = Terminal.standardOutput.isTerminal ? Terminal.standardOutput.width : nil
      try Gradbench.write(TimingView(timings: timings).text(format: format, width: width))
    }
    return interrupt.exitCode ?? .success
  }

  private static func write(
    _ timings: Timings, lowered: [RunInformation.LoweredValue], _ source: SuiteSource,
    _ folder: RunFolder, _ clock: SessionClock, _ arguments: ParsedArguments
  ) throws(CommandError) {
    let words = ["seed", "samples", "max-trials"].compactMap { name in
      arguments.text(name).map { RunInformation.Option(name: name, value: $0) }
    }
    let filters = arguments.list("filter").joined(separator: ", ")
    var run = source.plan.run(records: source.plan.trials.map { _ in nil })
    run.timings = timings
    run.information = RunInformation(
      toolVersion: Gradbench.version, gitCommit: SourceCommit.current(),
      options: words + (filters.isEmpty ? [] : [.init(name: "filter", value: filters)]),
      lowered: lowered, start: clock.begin, end: Date(), wallSeconds: clock.wallSeconds,
      cpuSeconds: clock.processorSeconds)
    do {
      var folder = folder
      try folder.writeTimings(timings)
      try folder.writeInformation(run)
      try folder.finish()
    } catch {
      throw CommandError("\(error)", exitCode: .cannotCreate)
    }
  }
}
