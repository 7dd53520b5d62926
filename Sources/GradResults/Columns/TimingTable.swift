import GradText

extension Table where Row == CellTiming {
  /// `timings.csv`: one row a problem, optimizer, schedule, batch size and backend.
  static let timings = Table(
    file: "timings.csv",
    rows: "One row a cell, its learning rates and seeds together, in plan order",
    columns: identity + [
      .hexadecimal("trial", "The trial whose iterates were timed", \.trial) { $0.trial = $1 },
      Column("rounds", .integer, "Samples kept", write: { $1.integer($0.samples.count) }),
      .count("iterations_per_sample", "Iterations of one sample", \.iterationsPerSample) {
        $0.iterationsPerSample = $1
      },
      .number("objective_seconds", "Processor seconds of one value", \.objectiveSeconds) {
        $0.objectiveSeconds = $1
      },
      .number("gradient_seconds", "Processor seconds of one gradient", \.gradientSeconds) {
        $0.gradientSeconds = $1
      },
      .number("update_seconds", "Seconds an iteration beside its gradient", \.updateSeconds) {
        $0.updateSeconds = $1
      },
      .number("iteration_seconds", "Median of the samples", \.iterationSeconds) {
        $0.iterationSeconds = $1
      },
      .number("iteration_mad", "Their median absolute deviation", \.deviation) {
        $0.deviation = $1
      },
      .number("iteration_low", "Lower end of the median's 95 % interval", \.low) { $0.low = $1 },
      .number("iteration_high", "Upper end of it", \.high) { $0.high = $1 },
      .number("wall_seconds", "Seconds of the wall clock an iteration", \.wallSeconds) {
        $0.wallSeconds = $1
      },
      Column(
        "reference_seconds", .number, "Seconds of work that never changes, beside the samples",
        write: { $1.number($0.referenceSeconds) },
        read: { reader, at, row throws(CSVError) in
          row.referenceSeconds = try reader.positive(at)
        }),
      instructions,
      Column(
        "samples", .text, "Seconds an iteration of each sample, with ';' between them",
        write: { $1.text($0.samples.map { roundedText($0, digits: 6) }.joined(separator: ";")) },
        read: { reader, at, row throws(CSVError) in
          row.samples.removeAll()
          for word in reader.text(at).split(separator: ";") {
            guard let sample = Double(word), sample > 0, sample.isFinite else {
              throw reader.mistake(at, "numbers above 0 with ';' between them")
            }
            row.samples.append(sample)
          }
        }),
    ])

  /// `instructions.csv`, which a count under valgrind leaves.
  static let instructionCounts = Table(
    file: "instructions.csv", rows: "One row a cell, its learning rates and seeds together",
    columns: identity + [instructions])

  private static let identity = CellIdentity.columnsWithoutRate.map {
    $0.of(\CellTiming.identity) { $0.identity = $1 }
  }

  private static let instructions = Column<CellTiming>(
    "instructions", .number, "Instructions an iteration; empty where they are not counted",
    write: { $1.number($0.instructions) },
    read: { reader, at, row throws(CSVError) in
      row.instructions = reader.isEmpty(at) ? nil : try reader.positive(at)
    })
}

extension CSVReader {
  /// A finite number above 0.
  func positive(_ column: Int) throws(CSVError) -> Double {
    guard let value = try number(column), value > 0, value.isFinite else {
      throw mistake(column, "more than 0")
    }
    return value
  }
}
