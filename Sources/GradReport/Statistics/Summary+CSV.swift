import GradCore
import GradNumerics
public import GradResults
import GradText

extension Summary {
  /// The columns of `summary.csv`.
  public static let columns =
    [
      "problem", "instance", "dimension", "optimizer", "hyperparameters", "learning_rate",
      "schedule", "batch_size", "backend", "trials",
    ] + countedOutcomes.map(\.columnName) + [
      "target", "hits", "cost_median", "cost_q25", "cost_q75", "expected_cost", "verdict", "best",
      "data_passes_median", "final_gap_median", "final_gap_q25", "final_gap_q75",
      "success_low", "success_high", "expected_cost_low", "expected_cost_high",
    ]
  // Interrupted trials leave no row.
  private static let countedOutcomes = Outcome.allCases.filter { $0 != .cancelled }

  /// Writes `summary.csv`: one row a cell and target, in plan order. Intervals are those of 90 %;
  /// a cell of one trial has none.
  public func write(_ results: RunResults, to folder: RunFolder) throws(RunFolderError) {
    let targets = results.targets.map { CSVWriter.fields([$0.text]) }
    var costIntervals = ExpectedCostInterval(key: RandomKey(seed: 0).child("summary"))
    let verdicts = Verdict.allCases.map { ($0, CSVWriter.fields([$0.rawValue])) }
    try folder.writeCSV(
      "summary.csv", header: Self.columns
    ) { writer throws(RunFolderError) in
      for (index, cell) in results.cells.enumerated() {
        let statistics = cells[index]
        // The same for every target of the cell, so made once.
        let counts = Self.countedOutcomes.map { outcome in
          statistics.trials.count { results.records[$0]?.outcome == outcome }
        }
        let fields = cell.fields + CSVWriter.fields([statistics.trials.count] + counts)
        for target in 0..<targetCount {
          let row = row(cell: index, target: target)
          writer.prepared(fields)
          writer.prepared(targets[target])
          writer.integer(row.isDefined ? row.hits : nil)
          writer.number(row.costMedian)
          writer.number(row.costLowerQuartile)
          writer.number(row.costUpperQuartile)
          writer.number(row.expectedCost)
          if let verdict = verdicts.first(where: { $0.0 == row.verdict }) {
            writer.prepared(verdict.1)
          } else {
            writer.empty()
          }
          writer.flag(row.isBest)
          writer.number(row.dataPassesMedian)
          writer.number(statistics.gapMedian)
          writer.number(statistics.gapLowerQuartile)
          writer.number(statistics.gapUpperQuartile)
          let count = row.isDefined ? statistics.trials.count : 0
          let success =
            count > 1 ? SuccessRate(hits: row.hits, trials: count).interval() : nil
          writer.number(success?.lower)
          writer.number(success?.upper)
          let cost =
            count > 1
            ? self.costInterval(of: statistics, target: target, results, &costIntervals) : nil
          writer.number(cost?.lower)
          writer.number(cost?.upper)
          writer.endRow()
        }
      }
    }
  }

  private func costInterval(
    of cell: CellSummary, target: Int, _ results: RunResults,
    _ intervals: inout ExpectedCostInterval
  ) -> Interval? {
    var costs: [Double] = []
    var isHit: [Bool] = []
    for trial in cell.trials {
      guard let record = results.records[trial] else { continue }
      let hit = results.hits[trial * targetCount + target]
      costs.append(Double(hit.isHit ? hit.cost : record.cost))
      isHit.append(hit.isHit)
    }
    return intervals.interval(costs: costs, hits: isHit)
  }
}
