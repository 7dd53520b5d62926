import Foundation
import GradCore
import GradResults
import GradText

extension Comparison {
  /// What the reference may differ by: undisturbed it repeats within 1 %, and a
  /// neighbour on the machine costs it 15 % at least.
  private static let mostDrift = 0.02

  /// Compares seconds and instructions of what both runs timed.
  ///
  /// A slowdown is a regression only if the ratio of the medians is beyond the tolerance, and with
  /// it all that the intervals of the two medians (99 % each) leave possible; else it is
  /// inconclusive. The tolerance covers what two processes of one build differ by, the intervals
  /// what samples scatter by. Seconds prove nothing on another machine, nor where the reference,
  /// work that never changes, took other seconds too.
  mutating func compareTimings(_ baseline: Run, _ run: Run) {
    let timingOfFamily = Dictionary(
      baseline.fastestTimings.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let isOtherMachine = circumstances.contains { Circumstance.machineNames.contains($0.name) }
    for after in run.fastestTimings {
      guard let before = timingOfFamily[after.key] else { continue }
      let cell = add(after.identity.cell)
      if let old = MedianInterval(before.samples), let new = MedianInterval(after.samples) {
        let drift = after.referenceSeconds / before.referenceSeconds
        enterSeconds(old, new, cell, drift: drift, isOtherMachine: isOtherMachine)
      }
      if let old = before.instructions, let new = after.instructions {
        let ratio = Self.ratio(old, new)
        note(.instructionsPerIteration, ratio: ratio)
        enter(
          tolerances.judge(.instructionsPerIteration, before: old, after: new),
          .instructionsPerIteration, cell: cell, values: (old, new),
          severity: ratio.map { abs(log2($0)) } ?? 0)
      }
    }
    enterVanishedTimings(baseline, run)
  }

  private mutating func enterSeconds(
    _ before: MedianInterval, _ after: MedianInterval, _ cell: Int, drift: Double,
    isOtherMachine: Bool
  ) {
    let ratio = after.median / before.median
    note(.secondsPerIteration, ratio: ratio)
    let judged = tolerances.judge(
      .secondsPerIteration, before: before.median, after: after.median)
    let limit = 1 + tolerances[.secondsPerIteration]
    let isSure =
      judged == .regression
      ? after.lower > limit * before.upper : before.lower > limit * after.upper
    var change = judged
    var note = ""
    if judged != .unchanged {
      let lowest = roundedText(after.lower / before.upper, digits: 3)
      let highest = roundedText(after.upper / before.lower, digits: 3)
      let hasDrifted = abs(drift - 1) > Self.mostDrift
      note =
        isOtherMachine
        ? "another machine"
        : hasDrifted
          ? "the machine ran \(roundedText(drift, digits: 3))× as long"
          : "between \(lowest)× and \(highest)×"
      if isOtherMachine || hasDrifted || !isSure { change = .inconclusive }
    }
    enter(
      change, .secondsPerIteration, cell: cell, values: (before.median, after.median),
      severity: abs(log2(ratio)), text: DifferenceText(note: note))
  }
}
