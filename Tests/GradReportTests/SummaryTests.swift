import Foundation
import GradCore
import GradReport
import GradResults
import GradTestSupport
import Testing

@Suite struct SummaryTests {
  /// One cell of four trials: costs to the target 10, 20, 40 and a miss that spent 130.
  private var fourTrials: SyntheticRun {
    var run = SyntheticRun()
    run.targets = [.fraction(0.1)]
    run.cells.append(
      Cell(
        problem: "p", instance: 1, dimension: 2, optimizer: "gradient-descent", hyperparameters: "",
        learningRate: 0.1, schedule: "constant", batchSize: "10", backend: "analytic", minimum: 0,
        scale: 1, batch: BatchPlan(sampleCount: 40, batchSize: 10, sampling: .reshuffle)))
    for (seed, cost) in [10, 20, 40].enumerated() {
      var record = TrialRecord(outcome: .targetHit)
      record.cost = 1000
      record.gap = Double(cost) / 64
      run.add(
        seed: Int32(seed + 1), record: record,
        hits: [TargetHit(iteration: Int32(cost - 2), held: true, cost: cost)])
    }
    var miss = TrialRecord(outcome: .diverged)
    miss.cost = 130
    run.add(seed: 4, record: miss, hits: [.missed])
    return run
  }

  @Test func costsCountMissesAsInfiniteAndWithWhatTheySpent() {
    let summary = Summary(fourTrials.run)
    let row = summary.row(cell: 0, target: 0)
    #expect(row.hits == 3)
    // (10 + 20 + 40 + 130) / 3
    #expect(row.expectedCost == 200 / 3.0)
    // Costs 10, 20, 40, inf: the median is halfway from 20 to 40, the quartiles by type 7.
    #expect(row.costMedian == 30)
    #expect(row.costLowerQuartile == 17.5)
    #expect(row.costUpperQuartile == .infinity)
    // Iterations 8, 18, 38 at four batches a pass: 2, 4.5, 9.5 passes.
    #expect(row.dataPassesMedian == 7)
    #expect(row.isBest)
    #expect(row.verdict == .efficient)
    // Gaps 10/64, 20/64, 40/64 and one that was not finite.
    #expect(summary.cells[0].gapMedian == 30 / 64.0)
  }

  @Test func cancelledAndUnfinishedTrialsAreNotCounted() {
    var run = fourTrials
    run.records[3]?.outcome = .cancelled
    run.records[2] = nil
    let summary = Summary(run.run)
    #expect(summary.cells[0].trials == [0, 1])
    #expect(summary.row(cell: 0, target: 0).expectedCost == 15)
  }

  @Test func summaryFileHasTheColumnsOfTheInterface() throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gradbench-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var folder = try RunFolder.create(at: path)
    let results = fourTrials.run
    try Summary(results).write(results, to: &folder)
    let file = URL(filePath: folder.file("summary.csv"))
    let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
    #expect(
      lines[0].replacing(",", with: ", ")
        == """
        problem, instance, dimension, optimizer, hyperparameters, learning_rate, schedule, \
        batch_size, backend, trials, target_hit, converged, stalled, unbounded, diverged, \
        budget_spent, timed_out, failed, target, hits, cost_median, cost_q25, cost_q75, \
        expected_cost, verdict, best, data_passes_median, final_gap_median, final_gap_q25, \
        final_gap_q75, success_low, success_high, expected_cost_low, expected_cost_high
        """)
    #expect(
      lines[1]
        == "p,1,2,gradient-descent,,0.1,constant,10,analytic,4,3,0,0,0,1,0,0,0,0.1,3,30,17.5,inf,"
        + "66.66666666666667,efficient,1,7,0.46875,0.2734375,inf,"
        // Wilson's 90 % of 3 of 4, as SciPy has it to 5e-17; the draws of four trials in ascending order of
        // cost: 5 % are at most (10 + 10 + 10 + 40)/4, and 95 % at most (10 + 3·130)/1.
        + "0.35616800859850634,0.9420926788001414,17.5,400")
    #expect(lines.count == 2)
  }

  @Test func gradientDescentOnAQuadraticIsEfficientBelowItsEdge() throws {
    var run = SyntheticRun()
    run.addQuadratic(
      condition: 1000, problem: "quadratic", optimizer: "gradient-descent", momentum: 0,
      rates: [0.25, 0.5, 0.98, 1.02, 1.5, 1.98, 2.02], seeds: 1)
    let summary = Summary(run.run)
    let last = run.targets.count - 1
    let verdicts = run.cells.indices.map { summary.row(cell: $0, target: last).verdict }
    // 0.98 costs 1.98/0.98 = 2.02 times the best, 1.02 costs 1.94 times.
    #expect(
      verdicts == [.tooSmall, .tooSmall, .tooSmall, .efficient, .efficient, .efficient, .diverging])
  }
}
