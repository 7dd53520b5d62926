import Foundation
import GradReport
import GradResults

/// The files of a run folder, written in the order of their worth: what fills the disk or ends the
/// process costs the last ones.
///
/// First what readers of a run need, then what people read, then traces, which nothing else needs.
/// Timings take ten seconds, so that all else is there before them.
struct RunFiles {
  let folder: RunFolder
  let results: RunResults
  let summary: Summary
  let spill: TraceSpill
  /// Rows of a trace that the suite asks for.
  let traceRows: Int
  let clock: SessionClock
  /// What `run.json` tells beside the results.
  private(set) var information: RunInformation
  /// Why files are missing.
  private(set) var failures: [RunFolderError] = []
  /// Whether `run.json`, `trials.csv` and `targets.csv` are there: with them a run can be compared
  /// and replayed.
  private(set) var isReadable = false
  /// Whether `report.md` is there.
  private(set) var hasReport = false

  private var report: Report?
  /// Whether `information` was changed since it was written.
  private var isOutdated = false

  init(
    folder: RunFolder, results: RunResults, summary: Summary, spill: TraceSpill, traceRows: Int,
    clock: SessionClock, information: RunInformation
  ) {
    self.folder = folder
    self.results = results
    self.summary = summary
    self.spill = spill
    self.traceRows = traceRows
    self.clock = clock
    self.information = information
  }

  /// Writes everything but traces and timings, and gives up the claim of the folder if it can be
  /// read.
  ///
  /// - Returns: Whether all of it is there.
  mutating func writeTables() -> Bool {
    noteDroppedTraces()
    let hasInformation = writeInformation()
    let hasTrials = attempt { [folder, results] () throws(RunFolderError) in
      try folder.writeTrials(results)
    }
    let hasTargets = attempt { [folder, results] () throws(RunFolderError) in
      try folder.writeTargets(results)
    }
    isReadable = hasInformation && hasTrials && hasTargets
    attempt { [folder, results, summary] () throws(RunFolderError) in
      try summary.write(results, to: folder)
    }
    let report = Report(results, summary: summary)
    self.report = report
    attempt { [folder] () throws(RunFolderError) in try report.writeComparisons(to: folder) }
    hasReport = writeReport()
    if isOutdated { tellAgain() }
    if isReadable { attempt { [folder] () throws(RunFolderError) in try folder.finish() } }
    let isWhole = failures.isEmpty
    if let failure = spill.failure { failures.append(failure) }
    return isWhole
  }

  /// Writes the traces, unless they could not be kept.
  mutating func writeTraces() {
    guard spill.failure == nil else { return }
    do throws(RunFolderError) {
      try folder.writeTraces(results, from: spill)
    } catch {
      failures.append(error)
      spill.drop(because: error.reason)
      noteDroppedTraces()
      tellAgain()
    }
  }

  /// Writes the timings, and what else tells of them.
  mutating func write(_ timings: Timings, lowered: [RunInformation.LoweredValue]) {
    report?.timings = timings
    information.lowered += lowered
    attempt { [folder] () throws(RunFolderError) in try timings.write(to: folder) }
    tellAgain()
  }

  /// Runs what writes a file. Where that fails the room of the traces is given up for it.
  @discardableResult
  private mutating func attempt(_ write: () throws(RunFolderError) -> Void) -> Bool {
    do throws(RunFolderError) {
      do throws(RunFolderError) {
        try write()
      } catch {
        guard spill.drop(because: error.reason) else { throw error }
        noteDroppedTraces()
        try write()
      }
      return true
    } catch {
      failures.append(error)
      return false
    }
  }

  private mutating func noteDroppedTraces() {
    guard let failure = spill.failure else { return }
    let name = "trace.rows"
    information.lowered.removeAll { $0.name == name }
    information.lowered.append(
      RunInformation.LoweredValue(
        name: name, from: Double(traceRows), to: 0,
        reason: "traces were dropped: \(failure.reason)"))
    isOutdated = true
  }

  private mutating func writeInformation() -> Bool {
    isOutdated = false
    information.end = Date()
    information.wallSeconds = clock.wallSeconds
    information.cpuSeconds = clock.processorSeconds
    return attempt { [folder, information, results] () throws(RunFolderError) in
      try folder.writeInformation(information, results: results)
    }
  }

  private mutating func writeReport() -> Bool {
    report?.information = information
    guard let text = report?.markdown else { return false }
    return attempt { [folder] () throws(RunFolderError) in
      try folder.write("report.md", text: text)
    }
  }

  /// Writes again what was written before the end.
  private mutating func tellAgain() {
    _ = writeInformation()
    _ = writeReport()
  }
}
