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

  private static func timings(_ run: Run, whole: Double? = nil) -> Timings {
    var measured = TimingMeasurements()
    var seen: Set<CellKey> = []
    for cell in run.cells where seen.insert(CellKey(cell).anyRate).inserted {
      var key = TimingSamples(
        cell: cell, trial: UInt64(seen.count), iterations: 100, iterationsPerSample: 64)
      key.cell.learningRate = nil
      key.samples = [3, 1, 2, 5, 4].map { sample($0 * 1e-8) }
      measured.cells.append(key)
    }
    measured.samples = 5
    measured.samplesAsked = 5
    measured.quietShare = 1
    if let whole {
      measured.wholeCells = [WholeCellTiming(cell: 0, iterations: 100, seconds: whole)]
    }
    return Timings(measured)
  }

  @Test func statisticsAreThoseOfFiveNumbers() throws {
    var samples = TimingSamples(
      cell: SyntheticRun.convex.run.cells[0], trial: 1, iterations: 10, iterationsPerSample: 10)
    #expect(CellTiming(samples) == nil)
    samples.samples = [3, 1, 2, 8, 4].map { Self.sample($0) }
    let summary = try #require(CellTiming(samples))
    #expect(summary.iterationSeconds == 3)
    // |0|, 2, 1, 5, 1
    #expect(summary.deviation == 1)
    #expect(summary.wallSeconds == 6)
    #expect(summary.objectiveSeconds == 0.375)
    #expect(summary.gradientSeconds == 1.5)
    #expect(summary.updateSeconds == 1.5)
    #expect(1...3 ~= summary.low && 3...8 ~= summary.high)
    #expect(CellTiming(samples) == summary)
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
    var run = SyntheticRun.convex.run
    let timings = Self.timings(run, whole: 3.3e-6)
    run.timings = timings
    let stored = try StoredFolder(run)
    let lines = try stored.text("timings.csv").split(separator: "\n")
    #expect(
      lines.first.map(String.init) == """
        problem,instance,dimension,optimizer,hyperparameters,schedule,batch_size,backend,trial,\
        rounds,iterations_per_sample,objective_seconds,gradient_seconds,update_seconds,\
        iteration_seconds,iteration_mad,iteration_low,iteration_high,wall_seconds,\
        reference_seconds,instructions,samples
        """)
    #expect(lines.count == timings.cells.count + 1)
    #expect(lines[1].hasSuffix(",3e-08;1e-08;2e-08;5e-08;4e-08"))
    let read = try stored.read()
    #expect(read.timings == timings)
    #expect(read.fastestTimings == timings.cells)
  }

  @Test func reportTellsOfSecondsInItsLastSectionAlone() throws {
    var run = SyntheticRun.convex.run
    let summary = Summary(run)
    run.information = RunInformation(
      toolVersion: "0.1.0",
      start: Date(timeIntervalSince1970: 0), end: Date(timeIntervalSince1970: 1), wallSeconds: 1,
      cpuSeconds: 1)
    let without = Report(run, summary: summary).markdown
    run.timings = Self.timings(run, whole: 3.3e-6)
    let with = Report(run, summary: summary).markdown
    let parts = with.components(separatedBy: "\n## Machine\n")
    #expect(parts.first == without.components(separatedBy: "\n## Machine\n").first)
    let machine = try #require(parts.last)
    #expect(machine.contains("<summary>Seconds to target</summary>"))
    // 100 iterations of 30 ns are predicted, 3.3 µs measured.
    #expect(machine.contains("| 3 µs | 3.3 µs | 1.1 |"))
  }
}
