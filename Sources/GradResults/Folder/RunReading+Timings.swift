import GradText

extension RunReading {
  /// Reads `timings.csv` and `instructions.csv`, of which either may be missing.
  ///
  /// The same cells timed by further processes may stand beside it, as `timings-2.csv` to
  /// `timings-9.csv`. Of each cell the fastest process counts where runs are compared: where a
  /// process's memory lies, and who else uses the core, makes it slower and never faster. Where both
  /// count instructions those of `instructions.csv` stand, since they repeat.
  mutating func readTimings(into run: inout Run) throws(RunReadingError) {
    let own = try timings("timings.csv")
    if let own {
      var timings = file.timing?.timings ?? Timings()
      timings.cells = own
      run.timings = timings
    }
    var fastest = own ?? []
    var positions: [CellKey: Int] = [:]
    for (index, timing) in fastest.enumerated() { positions[timing.key] = index }
    for number in 2...9 {
      for timing in try timings("timings-\(number).csv") ?? [] {
        if let known = positions[timing.key] {
          if timing.lowerMedian < fastest[known].lowerMedian { fastest[known] = timing }
        } else {
          positions[timing.key] = fastest.count
          fastest.append(timing)
        }
      }
    }
    if var reader = try reader(.instructionCounts) {
      try RunReadingError.of { () throws(CSVError) in
        while try reader.nextRow() {
          var timing = CellTiming()
          try reader.read(into: &timing)
          if let position = positions[timing.key] {
            fastest[position].instructions = timing.instructions
          } else {
            fastest.append(timing)
          }
        }
      }
    }
    run.fastestTimings = fastest
  }

  /// One file of timings; nil where there is none.
  private mutating func timings(_ name: String) throws(RunReadingError) -> [CellTiming]? {
    guard var reader = try reader(.timings, name: name) else { return nil }
    return try RunReadingError.of { () throws(CSVError) in
      var timings: [CellTiming] = []
      while try reader.nextRow() {
        var timing = CellTiming()
        try reader.read(into: &timing)
        timings.append(timing)
      }
      return timings
    }
  }
}
