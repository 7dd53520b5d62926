import GradText

/// Whether the backends lead to the same trials.
struct BackendTable: ReportSection {
  private let comparisons: [BackendAgreement]

  init?(_ report: Report) {
    guard !report.backendComparisons.isEmpty else { return nil }
    comparisons = report.backendComparisons
  }

  let summary: Phrase = "Backends"

  private static let legend: Phrase = """
    Trials that differ in the backend alone. \(emphasis: "Cost") is the geometric mean of cost ÷ \
    cost over pairs with the same iterations; the \(emphasis: "largest difference") is that of \
    their final objectives, as a share of the initial gap.
    """

  var blocks: [Block] {
    var table = TextTable.report([
      TableColumn("backend", .left), TableColumn("beside", .left), TableColumn("trials", .right),
      TableColumn("same iterations", .right),
      TableColumn("same outcome", .right), TableColumn("same targets hit", .right),
      TableColumn("cost ×", .right),
      TableColumn("largest difference of f", .right),
    ])
    for comparison in comparisons {
      let count = countText(comparison.trials)
      let hasEqual = comparison.sameIterations > 0
      table.append([
        .code(comparison.backend), .code(comparison.reference), .integer(comparison.trials),
        .literal("\(countText(comparison.sameIterations))/\(count)"),
        .literal("\(countText(comparison.sameOutcome))/\(count)"),
        .literal("\(countText(comparison.sameHits))/\(count)"),
        .literal(hasEqual ? NumberText.ratio(comparison.costRatio) : "–"),
        .literal(hasEqual ? NumberText.rate(comparison.largestDifference) : "–"),
      ])
    }
    return [.table(TableBlock(table, legend: Self.legend))]
  }
}
