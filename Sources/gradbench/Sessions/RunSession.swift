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
  /// Whether chosen rates get trials on fresh seeds.
  let confirms: Bool
  /// The most trials of the run, the confirming ones among them.
  let mostTrials: Int
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
    let clock = SessionClock()
    let reporter = ProgressReporter(
      mode: progress, total: source.plan.trials.count, unit: "trials")
    let spill = try traceSpill(reporter)
    let runner = Runner(
      plan: source.plan, backends: .standard, options: options, stopFlag: stopFlag)
    var run = runner.run(
      onTrace: { trial, trace in
        spill.append(
          trial: trial, rows: trace.rows, points: trace.points, dimension: trace.dimension)
      },
      onProgress: { progress in
        reporter.update(done: progress.finished) { detail(progress) }
      })
    reporter.finish(done: run.finishedCount)
    let summary = Summary(run)
    let notConfirmed = confirm(&run, summary, runner)
    let unmet = stopFlag.isInterrupted ? [] : source.unmetExpectations(run, summary)
    run.information = information(clock, unmet)
    run.information?.lowered += notConfirmed
    var files = RunFiles(
      folder: folder, report: Report(run, summary: summary), spill: spill,
      traceRows: source.plan.suite.trace.rows, clock: clock)
    if files.writeTables() {
      files.writeTraces()
      if let (timings, lowered) = time(run) { files.write(timings, lowered: lowered) }
    }
    try tell(files, unmet)
    let hasFailed = run.records.contains { $0?.outcome == .failed }
    return hasFailed || !unmet.isEmpty ? .failure : .success
  }

  /// Runs fresh seeds of the rates that the sweep chose, and of those beside them, until none is wanted.
  ///
  /// - Returns: What is told where fewer were run than the suite asks for.
  private func confirm(
    _ run: inout Run, _ summary: Summary, _ runner: Runner
  ) -> [RunInformation.LoweredValue] {
    let asked = run.confirmSeeds
    run.confirmSeeds = 0
    guard confirms, asked > 0 else { return [] }
    func lowered(_ reason: String) -> [RunInformation.LoweredValue] {
      [.init(name: "confirm", from: Double(asked), to: Double(run.confirmSeeds), reason: reason)]
    }
    let plan = source.plan
    guard !stopFlag.isInterrupted else {
      return plan.mostConfirmingTrials > 0 ? lowered("the run was interrupted") : []
    }
    let sweep = run
    run.confirmSeeds = asked
    while true {
      let wanted = Confirmation(run, summary: summary).wantedCells()
        .filter { plan.canBeConfirmed(cell: $0) }
      guard !wanted.isEmpty else { return [] }
      guard run.trials.count + wanted.count * asked <= mostTrials else {
        let count = run.trials.count + wanted.count * asked
        run = sweep
        return lowered(
          "with confirming trials there would be \(count) trials, more than the \(mostTrials) of "
            + "--max-trials")
      }
      let reporter = ProgressReporter(
        mode: progress, total: wanted.count * asked, unit: "confirming trials")
      let whole = runner.confirm(wanted, seeds: asked, in: &run) { progress in
        reporter.update(done: progress.finished) { detail(progress) }
      }
      reporter.finish(done: whole * asked)
      guard whole == wanted.count else {
        if run.confirmingTrials.isEmpty { run.confirmSeeds = 0 }
        return lowered(
          "the run was interrupted; \(wanted.count - whole) chosen cells have no fresh seeds")
      }
    }
  }

  /// The traces of finished trials. If they cannot be kept any longer, the trials go on without.
  private func traceSpill(_ reporter: ProgressReporter) throws -> TraceSpill {
    do {
      return try TraceSpill(in: folder, trialCount: source.plan.trials.count) { error in
        reporter.print("Warning: traces are dropped, the trials are not: \(error)")
      }
    } catch {
      // Nothing has run, so that there is nothing to keep the folder for.
      folder.abandon()
      throw error
    }
  }

  private func information(_ clock: SessionClock, _ unmet: [String]) -> RunInformation {
    let plan = source.plan
    return RunInformation(
      toolVersion: Gradbench.version, gitCommit: SourceCommit.current(), options: words,
      lowered: lowered,
      gates: plan.suite.gates.map { .init(metric: $0.metric, tolerance: $0.tolerance) },
      unmetExpectations: unmet, start: clock.begin, end: Date(),
      wallSeconds: clock.wallSeconds, cpuSeconds: clock.processorSeconds)
  }

  /// Times the cells, once nothing else of the run works. An interrupted sweep is not timed.
  private func time(_ run: Run) -> (Timings, [RunInformation.LoweredValue])? {
    guard let timing, !stopFlag.isInterrupted else { return nil }
    let session = TimingSession(
      phase: TimingPhase(plan: source.plan, options: timing, stopFlag: stopFlag),
      progress: progress)
    let timings = session.run(source.plan.timedCells(decidedBy: run.records))
    return timings.samples > 0 ? (timings, session.lowered(timings)) : nil
  }

  /// Prints what was found, wherever the files got to.
  private func tell(_ files: RunFiles, _ unmet: [String]) throws(CommandError) {
    var messages = files.failures.map(\.description)
    do throws(CommandError) {
      if !isQuiet {
        let terminal = Terminal.standardOutput
        let writer = TerminalWriter(width: terminal.isTerminal ? terminal.width : nil)
        let summary = TerminalSummary.document(
          files.report, folder: files.hasReport ? folder.path : nil)
        try Gradbench.write(writer.text(of: summary))
      } else if files.isReadable {
        try Gradbench.write(folder.path + "\n")
      }
    } catch {
      messages += error.messages
    }
    for sentence in unmet { Terminal.standardError.write("Unmet: \(sentence)\n") }
    guard messages.isEmpty else { throw CommandError(messages, exitCode: .cannotCreate) }
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
