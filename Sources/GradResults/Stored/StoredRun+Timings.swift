import GradCore

extension RunFolder {
  /// The columns of `timings.csv`: one row a problem, optimizer, schedule, batch size and backend.
  public static let timingColumns = [
    "problem", "instance", "dimension", "optimizer", "hyperparameters", "schedule", "batch_size",
    "backend", "trial", "rounds", "iterations_per_sample", "objective_seconds",
    "gradient_seconds", "update_seconds", "iteration_seconds", "iteration_mad", "iteration_low",
    "iteration_high", "wall_seconds", "reference_seconds", "instructions", "samples",
  ]

  /// The columns of `instructions.csv`, which a count under valgrind leaves.
  public static let instructionColumns = [
    "problem", "instance", "dimension", "optimizer", "hyperparameters", "schedule", "batch_size",
    "backend", "instructions",
  ]
}

extension StoredRun {
  /// Reads `timings.csv` and `instructions.csv`, of which either may be missing. Where both count
  /// instructions those of `instructions.csv` stand, since they repeat.
  mutating func readTimings() throws(StoredRunError) {
    if var reader = try reader("timings.csv", columns: RunFolder.timingColumns) {
      let last = RunFolder.timingColumns.count - 1
      while try reader.nextRow() {
        let seconds = try reader.number(14)
        guard let seconds, seconds > 0, seconds.isFinite else {
          throw reader.mistake(14, "more than 0")
        }
        var samples: [Double] = []
        for word in reader.text(last).split(separator: ";") {
          guard let sample = Double(word), sample > 0, sample.isFinite else {
            throw reader.mistake(last, "numbers above 0 with ';' between them")
          }
          samples.append(sample)
        }
        timings.append(
          StoredTiming(
            cell: try timedCell(reader), secondsPerIteration: seconds, samples: samples,
            instructionsPerIteration: try reader.number(last - 1)))
      }
    }
    if var reader = try reader("instructions.csv", columns: RunFolder.instructionColumns) {
      var positions: [CellKey: Int] = [:]
      for (index, timing) in timings.enumerated() { positions[CellKey(timing.cell)] = index }
      while try reader.nextRow() {
        let cell = try timedCell(reader)
        guard let count = try reader.number(8), count > 0, count.isFinite else {
          throw reader.mistake(8, "more than 0")
        }
        if let position = positions[CellKey(cell)] {
          timings[position].instructionsPerIteration = count
        } else {
          timings.append(
            StoredTiming(
              cell: cell, secondsPerIteration: .nan, samples: [], instructionsPerIteration: count))
        }
      }
    }
  }

  /// The cell of a row that has no learning rate.
  private func timedCell(_ reader: CSVReader) throws(StoredRunError) -> CellDescription {
    CellDescription(
      problem: reader.text(0), instance: try reader.count(1), dimension: try reader.count(2),
      optimizer: reader.text(3), hyperparameters: reader.text(4), learningRate: nil,
      schedule: reader.text(5), batchSize: reader.text(6), backend: reader.text(7))
  }
}
