import GradCore
import GradNumerics
public import GradResults
import GradText

/// One row of `summary.csv`.
struct SummaryRow {
  var cell: CellIdentity
  var statistics: CellSummary
  /// Trials by outcome, in the order of ``countedOutcomes``.
  var outcomes: [Int]
  var target = ""
  var row = TargetSummary()
  var success: ConfidenceInterval?
  var expectedCost: ConfidenceInterval?

  // Interrupted trials leave no row.
  static let countedOutcomes = Outcome.allCases.filter { $0 != .cancelled }
}

extension Table where Row == SummaryRow {
  /// `summary.csv`. Intervals are those of 90 %; a cell of one trial has none.
  static let summary = Table(
    file: "summary.csv", rows: "One row a cell and target, in plan order",
    columns: identity + targetColumns)

  /// The columns that are the same for every target of a cell.
  static let identity: [Column<SummaryRow>] =
    CellIdentity.columns.map { $0.of(\SummaryRow.cell) { $0.cell = $1 } } + [
      .count("trials", "Trials that finished", \.statistics.trials.count)
    ]
    + SummaryRow.countedOutcomes.enumerated().map { position, outcome in
      .count(outcome.columnName, "Of them ended as \(outcome.rawValue)") { $0.outcomes[position] }
    }

  private static let targetColumns: [Column<SummaryRow>] = [
    .text("target", "As in targets.csv", \.target),
    .integer("hits", "Trials that hit; empty where the target has no meaning") {
      $0.row.isDefined ? $0.row.hits : nil
    },
    .number("cost_median", "Median cost to the target; a miss is infinite", \.row.costMedian),
    .number("cost_q25", "Lower quartile of it", \.row.costLowerQuartile),
    .number("cost_q75", "Upper quartile of it", \.row.costUpperQuartile),
    .number("expected_cost", "Cost of all trials ÷ hits", \.row.expectedCost),
    .text("verdict", "On the learning rate, at this target") { $0.row.verdict?.rawValue ?? "" },
    .flag("best", "Whether the rate is the best of its family", \.row.isBest),
    .number("data_passes_median", "Median data passes to the target", \.row.dataPassesMedian),
    .number("final_gap_median", "Median of the column gap", \.statistics.gapMedian),
    .number("final_gap_q25", "Lower quartile of it", \.statistics.gapLowerQuartile),
    .number("final_gap_q75", "Upper quartile of it", \.statistics.gapUpperQuartile),
    .optional("success_low", "Lower end of the hit share's 90 % interval", \.success?.lower),
    .optional("success_high", "Upper end of it", \.success?.upper),
    .optional(
      "expected_cost_low", "Lower end of the expected cost's 90 % interval", \.expectedCost?.lower),
    .optional("expected_cost_high", "Upper end of it", \.expectedCost?.upper),
  ]
}

extension Summary {
  /// Writes `summary.csv`.
  public func write(_ run: Run, to folder: inout RunFolder) throws(RunFolderError) {
    var costIntervals = ExpectedCostInterval(key: RandomKey(seed: 0).child("summary"))
    let shared = Table<SummaryRow>.identity
    let rest = Table<SummaryRow>.summary.columns[shared.count...]
    try folder.write(.summary) { writer throws(RunFolderError) in
      for (index, cell) in run.cells.enumerated() {
        let statistics = cells[index]
        // The same for every target of the cell, so made once.
        let counts = SummaryRow.countedOutcomes.map { outcome in
          statistics.trials.count { run.records[$0]?.outcome == outcome }
        }
        var row = SummaryRow(cell: CellIdentity(cell), statistics: statistics, outcomes: counts)
        let fields = CSVWriter.fields { $0.write(shared[...], of: row) }
        for target in 0..<targetCount {
          row.target = run.targets[target].text
          row.row = self.row(cell: index, target: target)
          let count = row.row.isDefined ? statistics.trials.count : 0
          row.success =
            count > 1 ? SuccessRate(hits: row.row.hits, trials: count).interval() : nil
          row.expectedCost =
            count > 1 ? costInterval(of: statistics, target: target, run, &costIntervals) : nil
          writer.prepared(fields)
          writer.write(rest, of: row)
          writer.endRow()
        }
      }
    }
  }

  private func costInterval(
    of cell: CellSummary, target: Int, _ run: Run, _ intervals: inout ExpectedCostInterval
  ) -> ConfidenceInterval? {
    let spendings = cell.trials.compactMap { run.spending(trial: $0, target: target) }
    return intervals.interval(
      costs: spendings.map { Double($0.cost) }, hits: spendings.map(\.isHit))
  }
}
