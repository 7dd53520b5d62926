import GradResults
import GradText

/// How the best learning rate and its cost move with the target.
struct BestRateTable: ReportSection {
  private let study: Study

  init?(_ report: Report) {
    guard report.target != nil, !report.standings.isEmpty else { return nil }
    study = report.study
  }

  let summary: Phrase = "Best rate and its expected cost at each target"

  /// With the name, nine columns.
  private static let targetsPerTable = 8

  var blocks: [Block] {
    let count = study.summary.targetCount
    guard count > 1 else { return [] }
    // More targets than columns are thinned evenly, the first and the last kept.
    let shown =
      count <= Self.targetsPerTable
      ? Array(0..<count)
      : (0..<Self.targetsPerTable).map { $0 * (count - 1) / (Self.targetsPerTable - 1) }
    var table = TextTable.report(
      [TableColumn("problem, optimizer", .left)]
        + shown.map { TableColumn(.text(study.run.targets[$0].text), .right, number: $0) })
    for task in study.tasks.indices {
      for setting in study.settings.indices {
        guard let family = study.family(task: task, setting: setting) else { continue }
        guard shown.contains(where: { best(family, target: $0) != nil }) else { continue }
        table.append([name(task, setting)] + shown.map { .literal(cell(family, target: $0)) })
      }
    }
    return table.isEmpty ? [] : [.table(TableBlock(table))]
  }

  private func name(_ task: Int, _ setting: Int) -> TableCell {
    .spans([
      .text(study.tasks[task].label), .literal(", "), .code(study.label(setting)),
    ])
  }

  /// The cell of the best rate, where that hits.
  private func best(_ family: RateFamily, target: Int) -> Int? {
    family.cells.first { study.summary.row(cell: $0, target: target).isBest }
      .flatMap { study.summary.row(cell: $0, target: target).hits > 0 ? $0 : nil }
  }

  private func cell(_ family: RateFamily, target: Int) -> String {
    guard let best = best(family, target: target) else { return "–" }
    let cost = NumberText.cost(study.summary.row(cell: best, target: target).expectedCost)
    guard let rate = study.run.cells[best].learningRate else { return cost }
    return "\(NumberText.rate(rate)): \(cost)"
  }
}
