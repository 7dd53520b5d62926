import GradText

/// Whether the backends lead to the same trials.
struct BackendTable {
  let comparisons: [BackendComparison]

  func lines() -> [String] {
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
    return table.reportLines()
  }
}
