import GradCore
import GradText

/// One row of `traces.csv`, without the coordinates.
struct TracePoint {
  var trial: UInt64 = 0
  var row = TraceRow(iteration: 0, cost: 0, objective: 0, gradientNorm: 0)
}

extension Table where Row == TracePoint {
  /// `traces.csv`: sampled iterations of every finished trial of the sweep, in plan order; with full
  /// traces also `x1 … xn`. Confirming trials leave no rows: `gradbench replay` prints theirs.
  static let traces = Table(
    file: "traces.csv",
    rows: "One row a sampled iteration of a trial of the sweep, in plan order; confirming trials "
      + "have none",
    columns: [
      .hexadecimal("trial", "As in trials.csv", \.trial),
      .count("iteration", "Updates up to here", \.row.iteration),
      .count("cost", "Cost up to here", \.row.cost),
      .measured("objective", "f; of a finite sum the full objective", \.row.objective),
      .measured("gradient_norm", "‖g‖, by the exact gradient, unclipped", \.row.gradientNorm),
      .number("step_norm", "Length of the step from here", \.row.stepNorm),
      .number("learning_rate", "The rate used for that step", \.row.learningRate),
    ])
}
