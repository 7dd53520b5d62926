import Foundation
public import GradCore
import GradText

extension Run {
  /// What is read of a run folder beside its trials and targets.
  public enum Depth: Sendable {
    /// What two runs are compared by.
    case comparison
    /// All that a report is made from: only runs of today's format have it, and every table is
    /// checked against its digest.
    case report
  }

  /// What `run.json` tells of a run, without its tables: enough to run its suite again.
  public static func readInformation(
    folder: String
  ) throws(RunReadingError) -> (suite: RunSuite, information: RunInformation) {
    let file = try RunFile.read(folder: folder)
    return (file.suite, file.information)
  }

  /// Reads a run folder.
  ///
  /// - Throws: ``RunReadingError`` for a folder that is missing, unfinished, of another format or
  ///   damaged, with the file and line.
  /// - Complexity: O(size of the files); a trial takes some 400 bytes of memory, a target 40.
  public static func read(
    folder: String, depth: Depth = .comparison
  ) throws(RunReadingError) -> Run {
    var reading = RunReading(folder: folder, file: try RunFile.read(folder: folder), depth: depth)
    return try reading.run()
  }
}

/// A run folder being read.
struct RunReading {
  let folder: String
  let file: RunFile
  let depth: Run.Depth
  private var cells: [Cell] = []
  private var trials: [TrialIdentity] = []
  /// Of a folder that tells its plan: trials of the sweep, behind which the confirming ones stand.
  private var sweepCount: Int?
  private var records: [TrialRecord?] = []
  private var reasons: [String] = []
  private var hits: [TargetHit] = []
  private var hitPasses: [Double] = []
  /// What was read, for the digests.
  private var contents: [String: [UInt8]] = [:]

  init(folder: String, file: RunFile, depth: Run.Depth) {
    self.folder = folder
    self.file = file
    self.depth = depth
  }

  func path(_ name: String) -> String { (folder as NSString).appendingPathComponent(name) }

  mutating func run() throws(RunReadingError) -> Run {
    let targets = try file.targetValues(path("run.json"))
    let hasTrials = try readTrials()
    if hasTrials { try readTargets(targets) }
    var run = Run(
      suite: file.suite, cells: cells, trials: trials, targets: targets, records: records,
      hits: hits, leftOut: file.leftOut, sweepCount: sweepCount)
    run.information = file.information
    run.storedReasons = reasons
    run.storedPasses = hitPasses
    run.folder = folder
    run.isTimingOnly = !hasTrials
    run.lacksHeldCosts = !tellsHeldCosts && cells.contains(where: \.isNoisy)
    run.plannedCount = file.trials.planned
    run.ranking = file.ranking
    run.confirmSeeds = file.confirm ?? 0
    try readTimings(into: &run)
    try checkDigests()
    return run
  }

  // MARK: Files

  /// A file of the folder as it was written; nil where there is none.
  private mutating func bytes(of name: String) throws(RunReadingError) -> [UInt8]? {
    guard FileManager.default.fileExists(atPath: path(name)) else {
      if file.tables?.contains(where: { $0.name == name }) == true {
        throw .incomplete(folder: folder, file: name)
      }
      return nil
    }
    guard let data = FileManager.default.contents(atPath: path(name)) else {
      throw .incomplete(folder: folder, file: name)
    }
    let bytes = [UInt8](data)
    contents[name] = bytes
    return bytes
  }

  /// Checks what was read against the digests of `run.json`, after the readers, which can say what is
  /// wrong with a field; for a report every table that is there.
  private mutating func checkDigests() throws(RunReadingError) {
    for table in file.tables ?? [] {
      if depth == .report, contents[table.name] == nil,
        FileManager.default.fileExists(atPath: path(table.name)),
        Self.hash(of: path(table.name)) != table.digest.sha256
      {
        _ = try bytes(of: table.name)
      }
      guard let bytes = contents.removeValue(forKey: table.name) else { continue }
      try RunReadingError.of { () throws(CSVError) in
        try table.digest.check(bytes, file: path(table.name))
      }
    }
  }

  /// The SHA-256 of a file, a megabyte of it in memory at a time; nil where it cannot be read.
  private static func hash(of path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var hash = SHA256()
    while let chunk = try? file.read(upToCount: 1 << 20), !chunk.isEmpty { hash.update(chunk) }
    return hash.hex()
  }

  /// A reader of a table of the folder; nil where there is none.
  mutating func reader<Row>(
    _ table: Table<Row>, name: String? = nil
  ) throws(RunReadingError) -> TableReader<Row>? {
    let name = name ?? table.file
    guard let bytes = try bytes(of: name) else { return nil }
    return try RunReadingError.of { () throws(CSVError) in
      try TableReader(table.of(format: file.format), file: path(name), bytes: bytes)
    }
  }

  // MARK: Trials

  /// Whether the folder holds trials: `gradbench time` leaves timings alone.
  private mutating func readTrials() throws(RunReadingError) -> Bool {
    guard var reader = try reader(.trials) else {
      guard file.trials.finished == 0 else {
        throw .incomplete(folder: folder, file: Table<TrialRow>.trials.file)
      }
      return false
    }
    let planned = try readCells(mostConfirming: reader.csv.byteCount / reader.table.columns.count)
    if let planned {
      records = Array(repeating: nil, count: planned)
      reasons = Array(repeating: "", count: planned)
    }
    var known: Set<UInt64> = []
    var place = 0
    var row = TrialRow()
    var points: [String: Int16] = [:]
    var pointsCell = -1
    // The suite and the cell.
    let shared = 1..<(2 + CellIdentity.columns.count)
    var sharedText: ArraySlice<UInt8>?
    do throws(CSVError) {
      while try reader.nextRow() {
        let text = reader.csv.raw(shared)
        let isSameCell = sharedText == text
        sharedText = text
        try reader.read(into: &row, except: isSameCell ? shared : 0..<0)
        guard row.suite == file.suite.name else {
          throw reader.csv.mistake(1, "\(quoted(file.suite.name)), as in run.json")
        }
        guard known.insert(row.id).inserted else {
          throw reader.csv.mistake(0, "a trial of its own")
        }
        let seed = row.seed.map { Int32(truncatingIfNeeded: $0) }
        let cell: Int
        if planned != nil {
          guard let found = findPlace(of: row.cell, seed: seed, after: &place) else {
            throw reader.csv.mistake(0, "a trial of cells.csv, in its order")
          }
          guard row.role == (found < sweepCount ?? .max ? .sweep : .confirm) else {
            throw reader.csv.mistake(
              reader.table.columns.count - 2,
              row.role == .sweep ? "confirm: the sweep has no such trial" : "sweep")
          }
          cell = Int(trials[found].cell)
          trials[found].id = row.id
        } else {
          if !isSameCell || cells.isEmpty {
            cells.append(row.cell.cell)
            cells[cells.count - 1] = cells[cells.count - 1].knowing(minimum: row.minimum)
          }
          cell = cells.count - 1
          trials.append(TrialIdentity(id: row.id, cell: Int32(cell), seed: seed))
          records.append(nil)
          reasons.append("")
          place = trials.count
        }
        if pointsCell != cell {
          pointsCell = cell
          points = Dictionary(
            cells[cell].problem.facts.knownPoints.enumerated().map { ($1, Int16(clamping: $0)) },
            uniquingKeysWith: { first, _ in first })
        }
        row.record.reached = points[row.reached] ?? -1
        records[place - 1] = row.record
        reasons[place - 1] = row.reason
      }
    } catch {
      throw RunReadingError(error)
    }
    let confirming = records[(sweepCount ?? records.count)...].count { $0 != nil }
    let told = file.trials.finished + (file.trials.confirming ?? 0)
    guard known.count == told, confirming == file.trials.confirming ?? 0 else {
      throw .damaged(
        file: path("trials.csv"), line: 0,
        what: "it has \(known.count) trials, run.json speaks of \(told)")
    }
    return true
  }

  /// The planned trial of a row, the first behind those that have been found: rows stand in plan
  /// order. Trials that never finished are passed over.
  private func findPlace(of cell: CellIdentity, seed: Int32?, after place: inout Int) -> Int? {
    var identity: (cell: Int32, isSame: Bool)?
    while place < trials.count {
      let trial = trials[place]
      place += 1
      if identity?.cell != trial.cell {
        identity = (trial.cell, CellIdentity(cells[Int(trial.cell)]) == cell)
      }
      if identity?.isSame == true, trial.seed == seed { return place - 1 }
    }
    return nil
  }

  /// The cells and trials of the plan, from `cells.csv`; nil where an older version wrote none.
  ///
  /// - Parameter mostConfirming: As many confirming trials as the rows of `trials.csv` can be.
  /// - Returns: How many trials there are places for, the confirming ones among them.
  private mutating func readCells(mostConfirming: Int) throws(RunReadingError) -> Int? {
    guard let problems = file.problems else {
      if depth == .report { throw .format(folder: folder, found: "\(file.format)") }
      return nil
    }
    guard var reader = try reader(.cells) else {
      throw .incomplete(folder: folder, file: Table<CellRow>.cells.file)
    }
    let known = Dictionary(
      problems.map { ($0, $0) }, uniquingKeysWith: { first, _ in first })
    // A damaged list of seeds must not ask for all memory.
    let most = file.trials.finished + Self.mostUnfinished
    let confirmingMost = min(mostConfirming, file.trials.confirming ?? 0)
    var confirming: [TrialIdentity] = []
    do throws(CSVError) {
      var row = CellRow()
      while try reader.nextRow() {
        try reader.read(into: &row)
        let named = RunProblem(
          label: row.identity.problem, instance: row.identity.instance,
          dimension: row.identity.dimension)
        guard let problem = known[named] else {
          throw reader.csv.mistake(0, "a problem of run.json")
        }
        guard trials.count + row.seeds.count <= min(most, file.trials.planned) else {
          throw reader.csv.mistake(
            CellIdentity.columns.count, "as many seeds as run.json has planned trials")
        }
        for seed in row.seeds.seeds {
          trials.append(TrialIdentity(id: 0, cell: Int32(cells.count), seed: seed))
        }
        let cell = Int32(cells.count)
        guard
          row.confirmingSeeds.isEmpty
            || confirming.count + row.confirmingSeeds.count <= confirmingMost
        else {
          throw reader.csv.mistake(
            reader.table.columns.count - 2,
            "as many seeds as trials.csv has confirming trials")
        }
        confirming += row.confirmingSeeds.numbers.map {
          TrialIdentity(id: 0, cell: cell, seed: $0)
        }
        cells.append(row.cell(of: problem))
      }
    } catch {
      throw RunReadingError(error)
    }
    guard trials.count == file.trials.planned else {
      throw .damaged(
        file: path("cells.csv"), line: 0,
        what: "it has \(trials.count) trials, run.json speaks of \(file.trials.planned)")
    }
    sweepCount = trials.count
    trials += confirming
    return trials.count
  }

  /// Planned trials that did not finish and that are still read.
  private static let mostUnfinished = 2_000_000

  // MARK: Targets

  /// Whether the folder's format tells from when on noisy trials hold a target.
  private var tellsHeldCosts: Bool { file.format >= 3 }

  private mutating func readTargets(_ targets: [Target]) throws(RunReadingError) {
    guard var reader = try reader(.targets) else {
      throw .incomplete(folder: folder, file: Table<TargetRow>.targets.file)
    }
    try checkSize(reader, targets)
    hits = Array(repeating: .missed, count: trials.count * targets.count)
    let names = targets.map(\.text)
    var row = TargetRow()
    do throws(CSVError) {
      for (index, trial) in trials.enumerated() {
        guard let record = records[index] else { continue }
        for (position, name) in names.enumerated() {
          guard try reader.nextRow() else {
            throw reader.csv.mistake(
              "the targets of \(trial.text) are cut", line: reader.csv.line + 1)
          }
          try reader.read(into: &row)
          guard row.trial == trial.id else {
            throw reader.csv.mistake(0, "trial \(trial.text), as in trials.csv")
          }
          guard row.target == name else { throw reader.csv.mistake(1, name) }
          let place = index * names.count + position
          guard let isHit = row.isHit else {
            hits[place] = .undefined
            continue
          }
          guard isHit else { continue }
          guard let iteration = row.iterations.flatMap({ Int32(exactly: $0) }), iteration >= 0
          else { throw reader.csv.mistake(3, "a 32-bit count") }
          guard let cost = row.cost, 0...record.cost ~= cost else {
            throw reader.csv.mistake(4, "at most \(record.cost), the cost of the whole trial")
          }
          let cell = cells[Int(trial.cell)]
          var hit = TargetHit(iteration: iteration, held: row.isHeld ?? false, cost: cost)
          if tellsHeldCosts {
            try take(row, of: record, into: &hit, reader.csv)
          } else if cell.isNoisy, !hit.held {
            // Some of these were held by all but a few looks; nothing tells which.
            hit = TargetHit(iteration: iteration, cost: cost)
          }
          if let passes = tellsHeldCosts ? row.heldPasses : row.dataPasses, cell.batch == nil {
            if hitPasses.isEmpty { hitPasses = Array(repeating: .nan, count: hits.count) }
            hitPasses[place] = passes
          }
          hits[place] = hit
        }
      }
      guard try !reader.nextRow() else {
        throw reader.csv.mistake(
          "there are more rows than trials and targets", line: reader.csv.line)
      }
    } catch {
      throw RunReadingError(error)
    }
  }

  /// Takes from when on the target of a row counts.
  private func take(
    _ row: TargetRow, of record: TrialRecord, into hit: inout TargetHit, _ reader: CSVReader
  ) throws(CSVError) {
    guard let iterations = row.heldIterations else {
      hit = TargetHit(iteration: hit.iteration, cost: hit.cost)
      guard row.isHeld != true else { throw reader.mistake(7, "a count, since the target is held") }
      return
    }
    guard let iteration = Int32(exactly: iterations), iteration >= hit.iteration else {
      throw reader.mistake(7, "a 32-bit count from iterations on")
    }
    guard let cost = row.heldCost, cost >= hit.cost, cost <= record.cost else {
      throw reader.mistake(8, "from cost to \(record.cost), the cost of the whole trial")
    }
    hit.heldIteration = iteration
    hit.heldCost = cost
  }

  /// Trials times targets, which only rows that are there may speak for: before memory is taken for
  /// that many, the file must be large enough to hold them.
  private func checkSize(
    _ reader: TableReader<TargetRow>, _ targets: [Target]
  ) throws(RunReadingError) {
    let finished = records.count { $0 != nil }
    let (count, overflows) = finished.multipliedReportingOverflow(by: targets.count)
    // An id, the commas and the end of the line; the last line may lack that.
    let smallestRow = 16 + reader.table.columns.count
    guard !overflows, count <= (reader.csv.byteCount + 1) / smallestRow,
      !trials.count.multipliedReportingOverflow(by: targets.count).overflow
    else {
      throw .damaged(
        file: reader.csv.file, line: 0,
        what: "\(reader.csv.byteCount) bytes cannot hold the \(targets.count) targets of run.json "
          + "for \(finished) trials of trials.csv")
    }
  }
}

extension Cell {
  /// The cell where of its problem no more is known than what a row of `trials.csv` tells.
  fileprivate func knowing(minimum: Double?) -> Cell {
    var cell = self
    cell.problem = RunProblem(
      id: problem.id, configuration: problem.configuration, parameters: problem.parameters,
      instance: problem.instance, dimension: problem.dimension,
      facts: RunProblemFacts(minimum: minimum))
    return cell
  }
}
