import GradCore
import GradNumerics

/// One worker's tape and numbers for a recorded objective.
final class TapeWorker<S: LaneScalar & TapeNumber> {
  private let recorded: RecordedObjective
  private let workspace = TapeWorkspace<S>()
  private let tape: Tape
  private let everySample: [Int32]

  init(_ recorded: RecordedObjective) {
    self.recorded = recorded
    tape = Tape(nodeLimit: recorded.nodeLimit)
    let isSplit = recorded.program == nil
    everySample =
      isSplit ? (0..<recorded.sampleCount).map { Int32(truncatingIfNeeded: $0) } : []
  }

  /// Whether the full objective is one recording.
  var isWhole: Bool { recorded.program != nil }

  /// The gradient of the full objective.
  @inline(__always)
  func gradient(at x: Span<S>, into g: inout MutableSpan<S>) -> S {
    if let program = recorded.program {
      return program.gradient(at: x, into: &g, workspace: workspace)
    }
    guard let batchValue = recorded.batchValue else { return S(.nan) }
    let samples = everySample
    return gradient(of: batchValue, at: x, samples.span, into: &g)
  }

  /// The gradient over a batch, in one recording or in as many as it takes.
  @inline(__always)
  func gradient(
    of batchValue: Objective.BatchValue<Variable>, at x: Span<S>, _ batch: Span<Int32>,
    into g: inout MutableSpan<S>
  ) -> S {
    if record(batchValue, batch) {
      return tape.gradient(at: x, into: &g, workspace: workspace)
    }
    var part = [S](repeating: 0, count: x.count)
    for i in g.indices { g[i] = 0 }
    return split(batch, weight: 1, of: batchValue, at: x, &part, into: &g)
  }

  private func record(
    _ batchValue: Objective.BatchValue<Variable>, _ batch: Span<Int32>
  ) -> Bool {
    (try? tape.record(dimension: recorded.dimension) { batchValue($0, batch) }) != nil
  }

  /// Adds the weighted gradients of both halves to `g`; returns the weighted value.
  private func split(
    _ batch: Span<Int32>, weight: Double, of batchValue: Objective.BatchValue<Variable>,
    at x: Span<S>, _ part: inout [S], into g: inout MutableSpan<S>
  ) -> S {
    // One example always fits: that was seen to before the first trial.
    guard batch.count > 1 else { return S(.nan) }
    let middle = batch.count / 2
    var value: S = 0
    for half in [0..<middle, middle..<batch.count] {
      let samples = batch.extracting(half)
      let share = weight * (Double(half.count) / Double(batch.count))
      if record(batchValue, samples) {
        var view = part.mutableSpan
        value = value + S(share) * tape.gradient(at: x, into: &view, workspace: workspace)
        for i in g.indices { g[i] = g[i] + S(share) * part[i] }
      } else {
        value = value + split(samples, weight: share, of: batchValue, at: x, &part, into: &g)
      }
    }
    return value
  }
}
