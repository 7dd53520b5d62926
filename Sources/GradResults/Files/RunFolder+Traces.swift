import GradCore
import GradText

extension RunFolder {
  /// The columns of `traces.csv`, without `x1 … xn`.
  public static let traceColumns = [
    "trial", "iteration", "cost", "objective", "gradient_norm", "step_norm", "learning_rate",
  ]

  /// Writes `traces.csv`: the rows of every finished trial, in plan order, one trial in memory at a
  /// time. With points there are as many columns `x…` as the largest problem has; on smaller ones
  /// the last are empty.
  public func writeTraces(
    _ results: RunResults, from source: some TraceSource
  ) throws(RunFolderError) {
    let dimension = source.dimension
    let coordinates = (0..<dimension).map { "x\($0 + 1)" }
    try writeCSV(
      "traces.csv", header: Self.traceColumns + coordinates
    ) { writer throws(RunFolderError) in
      var trace = Trace()
      for (index, trial) in results.trials.enumerated() where results.records[index] != nil {
        try source.read(trial: index, into: &trace)
        for (position, row) in trace.rows.enumerated() {
          writer.hexadecimal(trial.id)
          writer.integer(row.iteration)
          writer.integer(row.cost)
          writer.measured(row.objective)
          writer.measured(row.gradientNorm)
          writer.number(row.stepNorm)
          writer.number(row.learningRate)
          let start = position * trace.dimension
          for coordinate in 0..<dimension {
            if coordinate < trace.dimension {
              writer.measured(trace.points[start + coordinate])
            } else {
              writer.empty()
            }
          }
          writer.endRow()
        }
      }
    }
  }
}
