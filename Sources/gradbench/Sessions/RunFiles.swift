import Foundation
import GradReport
import GradResults

/// The files of a run folder, written in the order of their worth: what fills the disk or ends the
/// process costs the last ones.
///
/// First what readers of a run need, then what people read, then traces, which nothing else needs.
/// Timings take ten seconds, so that all else is there before them.
struct RunFiles {
  private(set) var folder: RunFolder
  /// Of the run that is written.
  private(set) var report: Report
  let spill: TraceSpill
  /// Rows of a trace that the suite asks for.
  let traceRows: Int
  let clock: SessionClock
  /// Why files are missing.
  private(set) var failures: [RunFolderError] = []
  /// Whether `run.json` and what it speaks of are there: with them a run can be compared, replayed
  /// and reported.
  private(set) var isReadable = false
  /// Whether `report.md` is there.
  private(set) var hasReport = false

  init(
    folder: RunFolder, report: Report, spill: TraceSpill, traceRows: Int, clock: SessionClock
  ) {
    self.folder = folder
    self.report = report
    self.spill = spill
    self.traceRows = traceRows
    self.clock = clock
  }

  /// Writes everything but traces and timings, and gives up the claim of the folder if it can be
  /// read.
  ///
  /// - Returns: Whether all of it is there.
  mutating func writeTables() -> Bool {
    noteDroppedTraces()
    let run = report.run
    let hasTables =
      attempt { folder throws(RunFolderError) in try folder.writeCells(run) }
      && attempt { folder throws(RunFolderError) in try folder.writeTrials(run) }
      && attempt { folder throws(RunFolderError) in try folder.writeTargets(run) }
    // It tells the digests of the tables, and so comes after them.
    isReadable = writeInformation() && hasTables
    if isReadable { attempt { folder throws(RunFolderError) in try folder.finish() } }
    let report = report
    attempt { folder throws(RunFolderError) in try report.writeSummary(to: &folder) }
    attempt { folder throws(RunFolderError) in try report.writeComparisons(to: &folder) }
    tellAgain()
    let isWhole = failures.isEmpty
    if let failure = spill.failure { failures.append(failure) }
    return isWhole
  }

  /// Writes the traces, unless they could not be kept.
  mutating func writeTraces() {
    guard spill.failure == nil else { return }
    do throws(RunFolderError) {
      try folder.writeTraces(report.run, from: spill)
    } catch {
      failures.append(error)
      spill.drop(because: error.reason)
      noteDroppedTraces()
    }
    tellAgain()
  }

  /// Writes the timings, and what else tells of them.
  mutating func write(_ timings: Timings, lowered: [RunInformation.LoweredValue]) {
    report.timings = timings
    report.information?.lowered += lowered
    attempt { folder throws(RunFolderError) in try folder.writeTimings(timings) }
    tellAgain()
  }

  /// Runs what writes a file. Where that fails the room of the traces is given up for it.
  @discardableResult
  private mutating func attempt(_ write: (inout RunFolder) throws(RunFolderError) -> Void) -> Bool {
    do throws(RunFolderError) {
      do throws(RunFolderError) {
        try write(&folder)
      } catch {
        guard spill.drop(because: error.reason) else { throw error }
        noteDroppedTraces()
        try write(&folder)
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
    var lowered = report.information?.lowered ?? []
    lowered.removeAll { $0.name == name }
    lowered.append(
      RunInformation.LoweredValue(
        name: name, from: Double(traceRows), to: 0,
        reason: "traces were dropped: \(failure.reason)"))
    report.information?.lowered = lowered
  }

  private mutating func writeInformation() -> Bool {
    var information = report.information
    information?.end = Date()
    information?.wallSeconds = clock.wallSeconds
    information?.cpuSeconds = clock.processorSeconds
    report.information = information
    let run = report.run
    return attempt { folder throws(RunFolderError) in try folder.writeInformation(run) }
  }

  /// Writes what tells of the whole folder, again where it is there already.
  private mutating func tellAgain() {
    _ = writeInformation()
    let report = report
    hasReport =
      attempt { folder throws(RunFolderError) in
        try Exporters.markdown.write(report, to: folder)
      } || hasReport
  }
}
