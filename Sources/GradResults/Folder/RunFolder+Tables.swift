import GradCore
import GradText

extension RunFolder {
  /// Writes `cells.csv`: the plan, one row a cell, and which cells were confirmed.
  public mutating func writeCells(_ run: Run) throws(RunFolderError) {
    var seeds = [[Int32?]](repeating: [], count: run.cells.count)
    for trial in run.trials[run.sweepTrials] { seeds[Int(trial.cell)].append(trial.seed) }
    var fresh: [Int32: [Int32?]] = [:]
    for trial in run.trials[run.confirmingTrials] {
      fresh[trial.cell, default: []].append(trial.seed)
    }
    try write(.cells) { writer throws(RunFolderError) in
      // The cells of a plan have trials; others would be read back as such.
      for (index, cell) in run.cells.enumerated() where !seeds[index].isEmpty {
        var row = CellRow(cell, seeds: SeedList(seeds[index]))
        row.confirmingSeeds = SeedList(fresh[Int32(index)] ?? [])
        writer.write(.cells, row)
      }
    }
  }

  /// Writes `trials.csv`.
  public mutating func writeTrials(_ run: Run) throws(RunFolderError) {
    let columns = Table<TrialRow>.trials.columns
    // The suite and the cell: the same for neighbours, so their text is made once.
    let shared = 1..<(2 + CellIdentity.columns.count)
    try write(.trials) { writer throws(RunFolderError) in
      var row = TrialRow()
      row.suite = run.suite.name
      var cellIndex: Int32 = -1
      var cellFields: [UInt8] = []
      for (index, trial) in run.trials.enumerated() {
        guard let record = run.records[index], run.cells.indices.contains(Int(trial.cell)) else {
          continue
        }
        let cell = run.cells[Int(trial.cell)]
        if trial.cell != cellIndex {
          cellIndex = trial.cell
          row.cell = CellIdentity(cell)
          row.minimum = cell.problem.facts.minimum
          row.setting = cell.setting.name ?? ""
          cellFields = CSVWriter.fields { $0.write(columns[shared], of: row) }
        }
        row.id = trial.id
        row.seed = trial.seed.map(Int.init)
        row.record = record
        row.reached = record.reachedPoint(of: cell) ?? ""
        row.reason = run.reason(of: index)
        row.role = run.isConfirming(trial: index) ? .confirm : .sweep
        writer.write(columns[..<shared.lowerBound], of: row)
        writer.prepared(cellFields)
        writer.write(columns[shared.upperBound...], of: row)
        writer.endRow()
      }
    }
  }

  /// Writes `targets.csv`.
  public mutating func writeTargets(_ run: Run) throws(RunFolderError) {
    let names = run.targets.map(\.text)
    try write(.targets) { writer throws(RunFolderError) in
      for (index, trial) in run.trials.enumerated() where run.records[index] != nil {
        for (target, hit) in run.hits(of: index).enumerated() {
          var row = TargetRow(trial: trial.id, target: names[target])
          if hit.isHit {
            row.isHit = true
            row.iterations = Int(hit.iteration)
            row.cost = hit.cost
            row.dataPasses = run.passes(trial: index, to: hit.iteration, cost: hit.cost)
            row.isHeld = hit.held
            if hit.isSolved {
              row.heldIterations = Int(hit.heldIteration)
              row.heldCost = hit.heldCost
              row.heldPasses = run.passes(trial: index, to: hit.heldIteration, cost: hit.heldCost)
            }
          } else if hit.isDefined {
            row.isHit = false
          }
          writer.write(.targets, row)
        }
      }
    }
  }

  /// Writes `traces.csv`, one trial in memory at a time. With points there are as many columns `x…`
  /// as the largest problem has; on smaller ones the last are empty. Confirming trials leave none.
  public mutating func writeTraces(_ run: Run, from source: some TraceSource) throws(RunFolderError)
  {
    let dimension = source.dimension
    let coordinates = (0..<dimension).map { "x\($0 + 1)" }
    let columns = Table<TracePoint>.traces.columns[...]
    try write(.traces, and: coordinates) { writer throws(RunFolderError) in
      var trace = Trace()
      for index in run.sweepTrials where run.records[index] != nil {
        let trial = run.trials[index]
        try source.read(trial: index, into: &trace)
        for (position, row) in trace.rows.enumerated() {
          writer.write(columns, of: TracePoint(trial: trial.id, row: row))
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

  /// Writes `timings.csv`; cells without a sample have no row.
  public mutating func writeTimings(_ timings: Timings) throws(RunFolderError) {
    try write(.timings) { writer throws(RunFolderError) in
      for timing in timings.cells where !timing.samples.isEmpty { writer.write(.timings, timing) }
    }
  }

  /// Writes `run.json`, with the digest of every table that was written.
  public func writeInformation(_ run: Run) throws(RunFolderError) {
    guard let information = run.information else {
      preconditionFailure("a run that is written knows what ran it")
    }
    try write(RunFile(run, information, tables: digests))
  }
}
