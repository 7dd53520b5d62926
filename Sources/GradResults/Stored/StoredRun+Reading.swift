import Foundation
import GradCore
import GradText

extension StoredRun {
  /// Reads a run folder.
  ///
  /// - Throws: ``StoredRunError`` for a folder that is missing, unfinished, of another format or
  ///   damaged, with the file and line.
  /// - Complexity: O(size of the files); a trial takes some 400 bytes of memory, a target 40.
  public init(folder: String) throws(StoredRunError) {
    self.folder = folder
    file = try RunFile.read(folder: folder)
    targets = file.targets
    cells = []
    trials = []
    records = []
    hits = []
    hitPasses = []
    timings = []
    try readTrials()
    if !isTimingOnly { try readTargets() }
    try readTimings()
  }

  func path(_ name: String) -> String {
    (folder as NSString).appendingPathComponent(name)
  }

  /// A file of the folder; nil where there is none.
  func reader(_ name: String, columns: [String]) throws(StoredRunError) -> CSVReader? {
    guard FileManager.default.fileExists(atPath: path(name)) else { return nil }
    guard let data = FileManager.default.contents(atPath: path(name)) else {
      throw .incomplete(folder: folder, file: name)
    }
    do throws(CSVError) {
      return try CSVReader(file: path(name), bytes: Array(data), columns: columns)
    } catch {
      throw StoredRunError(error)
    }
  }

  // MARK: trials.csv

  private static let cellColumns = 2..<11

  private mutating func readTrials() throws(StoredRunError) {
    guard var reader = try reader("trials.csv", columns: RunFolder.trialColumns) else {
      guard file.trials.finished == 0 else {
        throw .incomplete(folder: folder, file: "trials.csv")
      }
      isTimingOnly = true
      return
    }
    do throws(CSVError) { try readTrials(&reader) } catch { throw StoredRunError(error) }
  }

  private mutating func readTrials(_ reader: inout CSVReader) throws(CSVError) {
    typealias Column = TrialColumn
    var cellText: ArraySlice<UInt8> = []
    var suiteText: ArraySlice<UInt8>?
    var known: Set<UInt64> = []
    while try reader.nextRow() {
      if suiteText != reader.raw(Column.suite..<Column.suite + 1) {
        suiteText = reader.raw(Column.suite..<Column.suite + 1)
        guard reader.text(Column.suite) == file.suite.name else {
          throw reader.mistake(Column.suite, "\(quoted(file.suite.name)), as in run.json")
        }
      }
      let text = reader.raw(Self.cellColumns)
      if cells.isEmpty || text != cellText {
        cellText = text
        cells.append(try Self.cell(reader, from: Self.cellColumns.lowerBound))
        cells[cells.count - 1].minimum = try reader.number(Column.minimum)
      }
      let id = try reader.hexadecimal(Column.trial)
      guard known.insert(id).inserted else {
        throw reader.mistake(Column.trial, "a trial of its own")
      }
      guard let outcome = Outcome(rawValue: reader.text(Column.outcome)) else {
        throw reader.mistake(Column.outcome, "an outcome")
      }
      var record = TrialRecord(outcome: outcome)
      record.iterations = try reader.count(Column.iterations)
      record.cost = try reader.count(Column.cost)
      record.dataPasses = try reader.dataPasses(Column.dataPasses) ?? .nan
      record.initialObjective = try reader.number(Column.initialObjective) ?? .nan
      record.finalObjective = try reader.number(Column.finalObjective) ?? .nan
      record.gap = try reader.number(Column.gap) ?? .nan
      let seed = try reader.integer(Column.seed)
      guard seed.map({ Int32(exactly: $0) != nil }) ?? true else {
        throw reader.mistake(Column.seed, "a seed")
      }
      trials.append(
        TrialIdentity(id: id, cell: Int32(cells.count - 1), seed: seed.map { Int32($0) }))
      records.append(record)
    }
    guard trials.count == file.trials.finished else {
      throw reader.mistake(
        "it has \(trials.count) trials, run.json speaks of \(file.trials.finished)")
    }
  }

  /// The cell that nine columns from `problem` on tell.
  private static func cell(
    _ reader: CSVReader, from first: Int
  ) throws(CSVError) -> CellDescription {
    let rate = try reader.number(first + 5)
    guard rate.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw reader.mistake(first + 5, "a finite number above 0, or empty")
    }
    return CellDescription(
      problem: reader.text(first), instance: try reader.count(first + 1),
      dimension: try reader.dimension(first + 2), optimizer: reader.text(first + 3),
      hyperparameters: reader.text(first + 4), learningRate: rate,
      schedule: reader.text(first + 6), batchSize: reader.text(first + 7),
      backend: reader.text(first + 8))
  }

  // MARK: targets.csv

  /// Trials times targets, which only rows that are there may speak for: before memory is taken for
  /// that many, the file must be large enough to hold them.
  private func rowCount(_ reader: CSVReader) throws(CSVError) -> Int {
    let (count, overflows) = trials.count.multipliedReportingOverflow(by: targets.count)
    // An id, six commas and the end of the line; the last line may lack that.
    let smallestRow = 16 + RunFolder.targetColumns.count
    guard !overflows, count <= (reader.byteCount + 1) / smallestRow else {
      throw reader.mistake(
        "\(reader.byteCount) bytes cannot hold the \(targets.count) targets of run.json for "
          + "\(trials.count) trials of trials.csv")
    }
    return count
  }

  private mutating func readTargets() throws(StoredRunError) {
    guard var reader = try reader("targets.csv", columns: RunFolder.targetColumns) else {
      throw .incomplete(folder: folder, file: "targets.csv")
    }
    do throws(CSVError) { try readTargets(&reader) } catch { throw StoredRunError(error) }
  }

  private mutating func readTargets(_ reader: inout CSVReader) throws(CSVError) {
    let names = targets
    let count = try rowCount(reader)
    hits.reserveCapacity(count)
    for (index, trial) in trials.enumerated() {
      let trialCost = records[index].cost
      for name in names {
        guard try reader.nextRow() else {
          throw reader.mistake("the targets of \(trial.text) are cut", line: reader.line + 1)
        }
        guard try reader.hexadecimal(0) == trial.id else {
          throw reader.mistake(0, "trial \(trial.text), as in trials.csv")
        }
        guard reader.text(1) == name else { throw reader.mistake(1, name) }
        guard let isHit = try reader.flag(2) else {
          hits.append(nil)
          continue
        }
        guard isHit else {
          hits.append(.missed)
          continue
        }
        guard let iteration = Int32(exactly: try reader.count(3)) else {
          throw reader.mistake(3, "a 32-bit count")
        }
        let cost = try reader.count(4)
        guard cost <= trialCost else {
          throw reader.mistake(4, "at most \(trialCost), the cost of the whole trial")
        }
        let held = try reader.flag(6) ?? false
        if let passes = try reader.dataPasses(5) {
          if hitPasses.isEmpty {
            hitPasses = Array(repeating: .nan, count: count)
          }
          hitPasses[hits.count] = passes
        }
        hits.append(TargetHit(iteration: iteration, held: held, cost: cost))
      }
    }
    guard try !reader.nextRow() else {
      throw reader.mistake("there are more rows than trials and targets", line: reader.line)
    }
  }
}

extension CSVReader {
  /// The position of a column that the format has.
  static func position(of name: String, in columns: [String]) -> Int {
    guard let index = columns.firstIndex(of: name) else {
      preconditionFailure("no column \(name) among \(columns)")
    }
    return index
  }

  /// At least 1.
  func dimension(_ column: Int) throws(CSVError) -> Int {
    let dimension = try count(column)
    guard dimension > 0 else { throw mistake(column, "at least 1") }
    return dimension
  }

  /// Passes over the data, which need not be whole; nil where the field is empty.
  fileprivate func dataPasses(_ column: Int) throws(CSVError) -> Double? {
    guard let passes = try number(column) else { return nil }
    guard passes >= 0, passes.isFinite else { throw mistake(column, "a finite number from 0") }
    return passes
  }
}

/// Positions of columns in `trials.csv`.
private enum TrialColumn {
  static let trial = index("trial")
  static let suite = index("suite")
  static let seed = index("seed")
  static let outcome = index("outcome")
  static let iterations = index("iterations")
  static let cost = index("cost")
  static let dataPasses = index("data_passes")
  static let initialObjective = index("initial_objective")
  static let finalObjective = index("final_objective")
  static let minimum = index("minimum")
  static let gap = index("gap")

  private static func index(_ name: String) -> Int {
    CSVReader.position(of: name, in: RunFolder.trialColumns)
  }
}
