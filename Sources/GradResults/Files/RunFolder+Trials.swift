import GradCore
import GradText

extension RunFolder {
  /// The columns of `trials.csv`.
  public static let trialColumns = [
    "trial", "suite", "problem", "instance", "dimension", "optimizer", "hyperparameters",
    "learning_rate", "schedule", "batch_size", "backend", "seed", "outcome", "findings",
    "iterations", "cost", "objective_evaluations", "gradient_evaluations", "hessian_evaluations",
    "data_passes", "monitor_evaluations", "initial_objective", "final_objective", "best_objective",
    "minimum", "gap", "best_gap", "initial_gradient_norm", "final_gradient_norm",
    "smallest_gradient_norm", "largest_gradient_norm", "point_kind", "reached", "reason",
  ]
  /// The columns of `targets.csv`.
  public static let targetColumns = [
    "trial", "target", "hit", "iterations", "cost", "data_passes", "held",
  ]

  /// Writes `trials.csv`: one row a finished trial, in plan order.
  public func writeTrials(_ results: RunResults) throws(RunFolderError) {
    try writeCSV("trials.csv", header: Self.trialColumns) { writer throws(RunFolderError) in
      // Trials of one cell are neighbours, so the text of its columns is made once.
      let suiteFields = CSVWriter.fields([results.suite])
      var cellIndex: Int32 = -1
      var cellFields: [UInt8] = []
      for (trial, record) in zip(results.trials, results.records) {
        guard let record, results.cells.indices.contains(Int(trial.cell)) else { continue }
        let cell = results.cells[Int(trial.cell)]
        if trial.cell != cellIndex {
          cellIndex = trial.cell
          cellFields = suiteFields + cell.fields
        }
        writer.hexadecimal(trial.id)
        writer.prepared(cellFields)
        writer.integer(trial.seed.map(Int.init))
        writer.write(record, cell: cell, targets: results.targets)
        writer.endRow()
      }
    }
  }

  /// Writes `targets.csv`: one row a finished trial and target. `hit` is empty where the target has
  /// no meaning on the problem, as a fraction of an unknown gap.
  public func writeTargets(_ results: RunResults) throws(RunFolderError) {
    let targets = results.targets.map { CSVWriter.fields([$0.text]) }
    try writeCSV("targets.csv", header: Self.targetColumns) { writer throws(RunFolderError) in
      for (index, trial) in results.trials.enumerated() {
        guard results.records[index] != nil, results.cells.indices.contains(Int(trial.cell)) else {
          continue
        }
        let cell = results.cells[Int(trial.cell)]
        for (position, hit) in results.hits(of: index).enumerated() {
          writer.hexadecimal(trial.id)
          writer.prepared(targets[position])
          if hit.isHit {
            let iteration = Int(hit.iteration)
            writer.flag(true)
            writer.integer(iteration)
            writer.integer(hit.cost)
            writer.number(cell.batch?.dataPasses(atIteration: iteration))
            writer.flag(hit.held)
          } else {
            if cell.defines(results.targets[position]) {
              writer.flag(false)
            } else {
              writer.empty()
            }
            writer.empty()
            writer.empty()
            writer.empty()
            writer.empty()
          }
          writer.endRow()
        }
      }
    }
  }
}

extension CSVWriter {
  /// The columns of `trials.csv` from `outcome` on.
  fileprivate mutating func write(
    _ record: TrialRecord, cell: CellDescription, targets: [Target]
  ) {
    text(record.outcome.rawValue)
    if record.findings.isEmpty { empty() } else { text(record.findings.text) }
    integer(record.iterations)
    integer(record.cost)
    integer(record.objectiveEvaluations)
    integer(record.gradientEvaluations)
    integer(record.hessianEvaluations)
    number(record.dataPasses)
    integer(record.monitorEvaluations)
    number(record.initialObjective)
    number(record.finalObjective)
    number(record.bestObjective)
    number(cell.minimum)
    number(record.gap)
    number(cell.minimum.map { record.bestObjective - $0 })
    number(record.initialGradientNorm)
    number(record.finalGradientNorm)
    number(record.smallestGradientNorm)
    number(record.largestGradientNorm)
    if let kind = record.pointKind { text(kind.rawValue) } else { empty() }
    if let point = record.reachedPoint(of: cell) { text(point) } else { empty() }
    text(record.reason(cell: cell, targets: targets))
  }
}
