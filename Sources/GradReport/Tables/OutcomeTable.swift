import GradCore
import GradResults
import GradText

/// How the trials of each optimizer ended. Only the outcomes that occur have a column.
struct OutcomeTable: ReportSection {
  private let study: Study

  init?(_ report: Report) {
    guard report.study.summary.cells.contains(where: { !$0.trials.isEmpty }) else { return nil }
    study = report.study
  }

  let summary: Phrase = "Outcomes by optimizer"

  var blocks: [Block] {
    var names: [String] = []
    var counts: [String: [Outcome: Int]] = [:]
    for cell in study.run.cells.indices {
      let name = study.run.cells[cell].optimizer
      if counts[name] == nil {
        names.append(name)
        counts[name] = [:]
      }
      for trial in study.summary.cells[cell].trials {
        guard let record = study.run.records[trial] else { continue }
        counts[name]?[record.outcome, default: 0] += 1
      }
    }
    let present = Outcome.allCases.filter { outcome in
      counts.values.contains { $0[outcome] != nil }
    }
    // Nine columns at most: the rare outcomes beyond seven are added up.
    let shown = Array(present.prefix(present.count > 7 ? 6 : 7))
    var table = TextTable.report(
      [TableColumn("optimizer", .left), TableColumn("trials", .right)]
        + shown.map { TableColumn($0.title, .right) }
        + (present.count > shown.count ? [TableColumn("other", .right)] : []))
    for name in names {
      let own = counts[name] ?? [:]
      let total = own.values.reduce(0, +)
      var cells: [TableCell] = [.code(name), .integer(total)]
      cells += shown.map { TableCell(own[$0]) }
      if present.count > shown.count {
        let other = present.dropFirst(shown.count).reduce(0) { $0 + (own[$1] ?? 0) }
        cells.append(other > 0 ? .integer(other) : .empty)
      }
      table.append(cells)
    }
    return [.table(TableBlock(table))]
  }
}
