import GradResults
import GradText

/// The pairs that cannot work and were left out of the plan, each with its reason.
struct LeftOutTable: ReportSection {
  private let pairs: [LeftOut]

  init(_ report: Report) { pairs = report.run.leftOut }

  let summary: Phrase = "Left out of the plan"

  var blocks: [Block] {
    guard !pairs.isEmpty else { return [] }
    var table = TextTable.report([
      TableColumn("problem", .left), TableColumn("with", .left), TableColumn("why", .left),
    ])
    for pair in pairs {
      table.append([pair.problem, pair.with, pair.reason].map(TableCell.text))
    }
    return [.table(TableBlock(table))]
  }
}
