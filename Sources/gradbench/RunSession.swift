import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradReport
import GradResults

/// One suite being run: trials, files, report, and what the caller is told.
struct RunSession {
  let source: SuiteSource
  let folder: RunFolder
  let options: Runner.Options
  let stopFlag: StopFlag
  let progress: ProgressMode
  let isQuiet: Bool
  let words: [RunInformation.Option]
  /// How cells are timed after the trials; nil: they are not.
  let timing: TimingPhase.Options?

  func run() throws(CommandError) -> ExitCode {
    do {
      return try runAndWrite()
    } catch let error as RunFolderError {
      throw CommandError("\(error)", exitCode: .cannotCreate)
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError("\(error)", exitCode: .software)
    }
  }

  private func runAndWrite() throws -> ExitCode {
    let plan = source.plan
    let clock = SessionClock()
    let spill = try TraceSpill(in: folder, trialCount: plan.trials.count)
    let reporter = ProgressReporter(mode: progress, total: plan.trials.count, unit: "trials")
    let runner = Runner(
      plan: plan, backends: .standard, options: options, stopFlag: stopFlag)
    let results = runner.run(
      onTrace: { trial, trace in
        spill.append(
          trial: trial, rows: trace.rows, points: trace.points, dimension: trace.dimension)
      },
      onProgress: { progress in
        reporter.update(done: progress.finished) { detail(progress) }
      })
    let finished = results.records.count { $0 != nil }
    reporter.finish(done: finished)
    let summary = Summary(results)
    let unmet = stopFlag.isInterrupted ? [] : source.unmetExpectations(results, summary)
    try folder.writeTrials(results)
    try folder.writeTargets(results)
    try folder.writeTraces(results, from: spill)
    try summary.write(results, to: folder)
    let (timings, fewerSamples) = time(results)
    try timings?.write(to: folder)
    let information = RunInformation(
      suiteText: plan.suite.text, suiteFile: source.fileName, toolVersion: Gradbench.version,
      gitCommit: SourceCommit.current(), options: words, lowered: lowered + fewerSamples,
      gates: plan.suite.gates.map { .init(metric: $0.metric, tolerance: $0.tolerance) },
      unmetExpectations: unmet, start: clock.begin, end: Date(),
      wallSeconds: clock.wallSeconds, cpuSeconds: clock.processorSeconds)
    let report = Report(
      results, summary: summary, information: information, timings: timings)
    try folder.write("report.md", text: report.markdown)
    try report.writeComparisons(to: folder)
    try folder.writeInformation(information, results: results)
    try folder.finish()
    try tell(results, summary, information, unmet)
    let hasFailed = results.records.contains { $0?.outcome == .failed }
    return hasFailed || !unmet.isEmpty ? .failure : .success
  }

  /// Times the cells, once nothing else of the run works. An interrupted sweep is not timed.
  private func time(_ results: RunResults) -> (Timings?, [RunInformation.LoweredValue]) {
    guard let timing, !stopFlag.isInterrupted else { return (nil, []) }
    let session = TimingSession(
      phase: TimingPhase(plan: source.plan, options: timing, stopFlag: stopFlag),
      progress: progress)
    let timings = session.run(source.plan.timingKeys(decidedBy: results.records))
    guard timings.samples > 0 else { return (nil, []) }
    return (timings, session.lowered(timings))
  }

  private func tell(
    _ results: RunResults, _ summary: Summary, _ information: RunInformation, _ unmet: [String]
  ) throws(CommandError) {
    if isQuiet {
      try Gradbench.write(folder.path + "\n")
    } else {
      let lines = TerminalSummary.lines(
        results, summary: summary, information: information, folder: folder.path)
      try Gradbench.write(lines.joined(separator: "\n") + "\n")
    }
    for sentence in unmet { Terminal.standardError.write("Unmet: \(sentence)\n") }
  }

  private func detail(_ progress: Runner.Progress) -> String {
    progress.diverged == 0 ? "" : "\(progress.diverged) diverged"
  }

  private var lowered: [RunInformation.LoweredValue] {
    let plan = source.plan
    guard options.trace == .sampled, plan.traceRowsPerTrial < plan.suite.trace.rows else {
      return []
    }
    return [
      RunInformation.LoweredValue(
        name: "trace.rows", from: Double(plan.suite.trace.rows),
        to: Double(plan.traceRowsPerTrial),
        reason: "traces.csv has at most \(plan.suite.trace.mostRows) rows (trace.maxRows)")
    ]
  }
}
