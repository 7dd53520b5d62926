import GradCore
import GradText

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
  ///
  /// The same cells timed by further processes may stand beside it, as `timings-2.csv` to
  /// `timings-9.csv`. Of each cell the fastest process counts: where a process's memory lies, and who
  /// else uses the core, makes it slower and never faster.
  mutating func readTimings() throws(StoredRunError) {
    var positions: [CellKey: Int] = [:]
    for name in ["timings.csv"] + (2...9).map({ "timings-\($0).csv" }) {
      for timing in try readTimings(name) {
        let key = CellKey(timing.cell)
        if let known = positions[key] {
          if timing.median < timings[known].median { timings[known] = timing }
        } else {
          positions[key] = timings.count
          timings.append(timing)
        }
      }
    }
    guard var reader = try reader("instructions.csv", columns: RunFolder.instructionColumns)
    else { return }
    do throws(CSVError) {
      while try reader.nextRow() {
        let cell = try Self.timedCell(reader)
        let count = try Self.positive(reader, RunFolder.instructionColumns.count - 1)
        if let position = positions[CellKey(cell)] {
          timings[position].instructionsPerIteration = count
        } else {
          timings.append(
            StoredTiming(
              cell: cell, samples: [], referenceSeconds: .nan, instructionsPerIteration: count))
        }
      }
    } catch {
      throw StoredRunError(error)
    }
  }

  /// One file of timings; empty where there is none.
  private func readTimings(_ name: String) throws(StoredRunError) -> [StoredTiming] {
    guard var reader = try reader(name, columns: RunFolder.timingColumns) else { return [] }
    do throws(CSVError) { return try Self.timings(&reader) } catch { throw StoredRunError(error) }
  }

  private static func timings(_ reader: inout CSVReader) throws(CSVError) -> [StoredTiming] {
    var timings: [StoredTiming] = []
    while try reader.nextRow() {
      var samples: [Double] = []
      for word in reader.text(TimingColumn.samples).split(separator: ";") {
        guard let sample = Double(word), sample > 0, sample.isFinite else {
          throw reader.mistake(TimingColumn.samples, "numbers above 0 with ';' between them")
        }
        samples.append(sample)
      }
      timings.append(
        StoredTiming(
          cell: try timedCell(reader), samples: samples,
          referenceSeconds: try positive(reader, TimingColumn.reference),
          instructionsPerIteration: reader.isEmpty(TimingColumn.instructions)
            ? nil : try positive(reader, TimingColumn.instructions)))
    }
    return timings
  }

  private static func positive(_ reader: CSVReader, _ column: Int) throws(CSVError) -> Double {
    guard let value = try reader.number(column), value > 0, value.isFinite else {
      throw reader.mistake(column, "more than 0")
    }
    return value
  }

  /// The cell of a row that has no learning rate.
  private static func timedCell(_ reader: CSVReader) throws(CSVError) -> CellDescription {
    CellDescription(
      problem: reader.text(0), instance: try reader.count(1), dimension: try reader.dimension(2),
      optimizer: reader.text(3), hyperparameters: reader.text(4), learningRate: nil,
      schedule: reader.text(5), batchSize: reader.text(6), backend: reader.text(7))
  }
}

/// Positions of columns in `timings.csv`.
private enum TimingColumn {
  static let reference = index("reference_seconds")
  static let instructions = index("instructions")
  static let samples = index("samples")

  private static func index(_ name: String) -> Int {
    CSVReader.position(of: name, in: RunFolder.timingColumns)
  }
}
