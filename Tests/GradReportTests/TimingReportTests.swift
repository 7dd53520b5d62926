import Foundation
import GradCore
import GradReport
import GradResults
import Testing

/// `timings.csv`, its statistics, and where a report tells of seconds.
@Suite struct TimingReportTests {
  private static func sample(_ iteration: Double, reference: Double = 1) -> TimingSample {
    TimingSample(
      iteration: iteration, wall: 2 * iteration, objective: iteration / 8,
      gradient: iteration / 2, reference: reference)
  }

  private static func timings(_ results: RunResults, whole: Double? = nil) -> Timings {
    var timings = Timings()
    var seen: Set<CellKey> = []
    for cell in results.cells where seen.insert(CellKey(cell).anyRate).inserted {
      var key = TimingSamples(
        cell: cell, trial: UInt64(seen.count), iterations: 100, iterationsPerSample: 64)
      key.cell.learningRate = nil
      key.samples = [3, 1, 2, 5, 4].map { sample($0 * 1e-8) }
      timings.keys.append(key)
    }
    timings.samples = 5
    timings.samplesAsked = 5
    timings.quietShare = 1
    if let whole {
      timings.wholeCells = [WholeCellTiming(key: 0, iterations: 100, seconds: whole)]
    }
    return timings
  }

  @Test func statisticsAreThoseOfFiveNumbers() throws {
    var samples = TimingSamples(
      cell: SyntheticRun.convex.results.cells[0], trial: 1, iterations: 10, iterationsPerSample: 10)
    #expect(TimingSummary(samples) == nil)
    samples.samples = [3, 1, 2, 8, 4].map { Self.sample($0) }
    let summary = try #require(TimingSummary(samples))
    #expect(summary.iterationSeconds == 3)
    // |0|, 2, 1, 5, 1
    #expect(summary.deviation == 1)
    #expect(summary.wallSeconds == 6)
    #expect(summary.objectiveSeconds == 0.375)
    #expect(summary.gradientSeconds == 1.5)
    #expect(summary.updateSeconds == 1.5)
    #expect(summary.interval.lower >= 1 && summary.interval.upper <= 8)
    #expect(summary.interval.contains(3))
    #expect(TimingSummary(samples) == summary)
  }

  @Test func samplesBesideASlowReferenceDoNotCount() {
    let quiet = (0..<20).map { Self.sample(Double(20 - $0)) }
    let disturbed = (0..<20).map { _ in Self.sample(0.5, reference: 1.2) }
    let kept = TimingSample.kept(of: disturbed + quiet, fastest: 1, most: 21)
    #expect(kept.map(\.iteration) == (1...10).reversed().map(Double.init))
    // Evenly from the faster half.
    #expect(
      TimingSample.kept(of: quiet, fastest: 1, most: 2).map(\.iteration) == [8, 3])
    // Too few undisturbed ones are filled up by the next best references.
    let few = TimingSample.kept(of: disturbed + quiet.prefix(3), fastest: 1, most: 21)
    #expect(few.count == 7)
    #expect(TimingSample.kept(of: [], fastest: 1, most: 21).isEmpty)
  }

  @Test func fileHasTheColumnsOfTheContractAndReadsBack() throws {
    let results = SyntheticRun.convex.results
    let stored = try StoredFolder(results)
    // The folder is complete; timings are added as a run adds them.
    let folder = try RunFolder.create(at: stored.path + "/timed")
    let timings = Self.timings(results)
    try timings.write(to: folder)
    let lines = try String(
      contentsOf: URL(filePath: folder.file("timings.csv")), encoding: .utf8
    ).split(separator: "\n")
    #expect(lines.first.map(String.init) == RunFolder.timingColumns.joined(separator: ","))
    #expect(lines.count == timings.keys.count + 1)
    #expect(lines[1].hasSuffix(",3e-08;1e-08;2e-08;5e-08;4e-08"))
    try FileManager.default.moveItem(
      atPath: folder.file("timings.csv"), toPath: stored.path + "/timings.csv")
    let read = try StoredRun(folder: stored.path)
    #expect(read.timings.count == timings.keys.count)
    #expect(read.timings.first?.samples == [3e-8, 1e-8, 2e-8, 5e-8, 4e-8])
  }

  @Test func reportTellsOfSecondsInItsLastSectionAlone() throws {
    let results = SyntheticRun.convex.results
    let summary = Summary(results)
    let information = RunInformation(
      suiteText: "{}", suiteFile: "synthetic.json", toolVersion: "0.1.0",
      start: Date(timeIntervalSince1970: 0), end: Date(timeIntervalSince1970: 1), wallSeconds: 1,
      cpuSeconds: 1)
    let without = Report(results, summary: summary, information: information).markdown
    let with = Report(
      results, summary: summary, information: information,
      timings: Self.timings(results, whole: 3.3e-6)
    ).markdown
    let parts = with.components(separatedBy: "\n## Machine\n")
    #expect(parts.first == without.components(separatedBy: "\n## Machine\n").first)
    let machine = try #require(parts.last)
    #expect(machine.contains("<summary>Seconds to target</summary>"))
    // 100 iterations of 30 ns are predicted, 3.3 µs measured.
    #expect(machine.contains("| 3 µs | 3.3 µs | 1.1 |"))
  }
}
