import GradCommandLine
import GradCore
import GradHarness
import GradResults

/// The timing phase of a plan, with progress shown.
struct TimingSession {
  let phase: TimingPhase
  let progress: ProgressMode

  func run(_ keys: [TimingKey]) -> Timings {
    var reporter: ProgressReporter?
    let timings = phase.run(keys) { done, total in
      // How many rounds there will be is known after the first.
      let shown = reporter ?? ProgressReporter(mode: progress, total: total, unit: "timing rounds")
      reporter = shown
      shown.update(done: done)
    }
    reporter?.finish(done: timings.rounds)
    return timings
  }

  /// What is told where fewer samples were taken than asked for.
  func lowered(_ timings: Timings) -> [RunInformation.LoweredValue] {
    guard timings.rounds < timings.roundsAsked else { return [] }
    let seconds = roundedText(phase.options.seconds)
    return [
      RunInformation.LoweredValue(
        name: "timing.samples", from: Double(timings.roundsAsked), to: Double(timings.rounds),
        reason: phase.control.isInterrupted
          ? "the run was interrupted" : "the timing phase is to take about \(seconds) s")
    ]
  }
}
