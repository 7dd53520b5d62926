import GradText

/// Whether the backends lead to the same trials.
struct BackendTable {
  let comparisons: [BackendComparison]

  func lines() -> [String] {
    var table = MarkdownTable([
      ("backend", .left), ("beside", .left), ("trials", .right), ("same iterations", .right),
      ("same outcome", .right), ("same targets hit", .right), ("cost ×", .right),
      ("largest difference of f", .right),
    ])
    for comparison in comparisons {
      let count = countText(comparison.trials)
      let hasEqual = comparison.sameIterations > 0
      table.append([
        MarkdownText.code(comparison.backend), MarkdownText.code(comparison.reference), count,
        "\(countText(comparison.sameIterations))/\(count)",
        "\(countText(comparison.sameOutcome))/\(count)",
        "\(countText(comparison.sameHits))/\(count)",
        hasEqual ? NumberText.ratio(comparison.costRatio) : "–",
        hasEqual ? NumberText.rate(comparison.largestDifference) : "–",
      ])
    }
    return table.lines
  }
}
