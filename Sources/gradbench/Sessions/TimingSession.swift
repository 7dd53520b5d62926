import GradCommandLine
import GradCore
import GradHarness
import GradResults
import GradText

/// The timing phase of a plan, with progress shown.
struct TimingSession {
  let phase: TimingPhase
  let progress: ProgressMode

  func run(_ keys: [TimedCell]) -> Timings {
    let reporter = ProgressReporter(
      mode: progress, total: phase.options.samples, unit: "timing samples")
    let timings = phase.run(keys) { reporter.update(done: $0) }
    reporter.finish(done: timings.samples)
    return Timings(timings)
  }

  /// What is told where fewer samples were taken than asked for.
  func lowered(_ timings: Timings) -> [RunInformation.LoweredValue] {
    guard timings.samples < timings.samplesAsked else { return [] }
    let seconds = roundedText(phase.options.seconds)
    return [
      RunInformation.LoweredValue(
        name: "timing.samples", from: Double(timings.samplesAsked), to: Double(timings.samples),
        reason: phase.stopFlag.isInterrupted
          ? "the run was interrupted"
          : phase.options.seconds.isFinite
            ? "the timing phase is to take about \(seconds) s"
            : "a neighbour slowed the processor too often")
    ]
  }
}
