import GradResults
import GradText

/// `comparisons.csv`: every pair of entrants at the ranking's target.
struct ComparisonFile {
  let study: Study
  /// The target's text; without one there are no rows.
  let target: String
  let comparisons: [EntrantComparison]

  static let columns = [
    "target", "optimizer_a", "hyperparameters_a", "schedule_a", "optimizer_b", "hyperparameters_b",
    "schedule_b", "pairs", "wins_a", "wins_b", "ties", "ratio", "ratio_low", "ratio_high",
    "statistic", "p", "p_holm",
  ]

  func write(to folder: RunFolder) throws(RunFolderError) {
    try folder.writeCSV(
      "comparisons.csv", header: Self.columns
    ) { writer throws(RunFolderError) in
      for comparison in comparisons {
        writer.text(target)
        for entrant in [study.entrants[comparison.a], study.entrants[comparison.b]] {
          writer.text(entrant.optimizer)
          writer.text(entrant.hyperparameters)
          writer.text(entrant.schedule)
        }
        writer.integer(comparison.pairs)
        writer.integer(comparison.winsA)
        writer.integer(comparison.winsB)
        writer.integer(comparison.ties)
        writer.number(comparison.ratio)
        writer.number(comparison.ratioInterval?.lower)
        writer.number(comparison.ratioInterval?.upper)
        writer.number(comparison.test?.statistic)
        writer.number(comparison.test?.p)
        writer.number(comparison.correctedP)
        writer.endRow()
      }
    }
  }
}
