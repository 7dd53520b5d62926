import GradCore
import GradNumerics

/// A problem's full objective on a tape, shared by all workers.
struct RecordedObjective: Sendable {
  let dimension: Int
  /// nil for a finite sum that is too long for one tape; its batches are then recorded in parts.
  let program: TapeProgram?
  let kinks: Kinks
  let batchValue: Objective.BatchValue<Variable>?
  let sampleCount: Int
  let nodeLimit: Int

  init(
    _ problem: ProblemInstance, nodeLimit: Int = Tape.defaultNodeLimit
  ) throws(BackendError) {
    let objective = problem.objective
    let tape = Tape(nodeLimit: nodeLimit)
    var recorded: TapeProgram?
    var kinks: Kinks = []
    do {
      do {
        try tape.record(dimension: objective.dimension) { objective.variable.value($0) }
        recorded = tape.program
      } catch NumericsError.tapeTooLong where objective.variable.batchValue != nil {
        recorded = nil
      }
      kinks = tape.kinks
      if recorded == nil, let batchValue = objective.variable.batchValue {
        // Every example must fit with the regulariser, or a batch could fail in a trial.
        for sample in 0..<(objective.sampleCount ?? 0) {
          let batch = [Int32(truncatingIfNeeded: sample)]
          try tape.record(dimension: objective.dimension) { batchValue($0, batch.span) }
        }
      }
    } catch {
      throw .cannotTrace(problem: problem.label, explanation: "\(error)")
    }
    dimension = objective.dimension
    program = recorded
    self.kinks = kinks
    batchValue = objective.variable.batchValue
    sampleCount = objective.sampleCount ?? 0
    self.nodeLimit = nodeLimit
  }
}
