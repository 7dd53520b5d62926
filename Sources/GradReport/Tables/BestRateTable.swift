import GradResults

/// How the best learning rate and its cost move with the target.
struct BestRateTable {
  let study: Study

  /// With the name, nine columns.
  private static let targetsPerTable = 8

  func lines() -> [String] {
    let count = study.summary.targetCount
    guard count > 1 else { return [] }
    // More targets than columns are thinned evenly, the first and the last kept.
    let shown =
      count <= Self.targetsPerTable
      ? Array(0..<count)
      : (0..<Self.targetsPerTable).map { $0 * (count - 1) / (Self.targetsPerTable - 1) }
    var table = MarkdownTable(
      [("problem, optimizer", .left)]
        + shown.map { (MarkdownText.escaped(study.results.targets[$0].text), .right) })
    for task in study.tasks.indices {
      for entrant in study.entrants.indices {
        guard let family = study.family(task: task, entrant: entrant) else { continue }
        let cells = shown.map { cell(family, target: $0) }
        guard cells.contains(where: { $0 != "–" }) else { continue }
        let name = MarkdownText.escaped(study.tasks[task].label)
        table.append(["\(name), \(MarkdownText.code(study.entrants[entrant].label))"] + cells)
      }
    }
    return table.isEmpty ? [] : table.lines
  }

  private func cell(_ family: RateFamily, target: Int) -> String {
    guard
      let best = family.cells.first(where: { study.summary.row(cell: $0, target: target).isBest })
    else { return "–" }
    let row = study.summary.row(cell: best, target: target)
    guard row.hits > 0 else { return "–" }
    let cost = NumberText.cost(row.expectedCost)
    guard let rate = study.results.cells[best].learningRate else { return cost }
    return "\(NumberText.rate(rate)): \(cost)"
  }
}
