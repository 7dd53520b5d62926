import GradCore
import GradResults
import GradText

/// Whole trials, timed as a check of iterations × seconds an iteration.
struct WholeTrialTable: ReportSection {
  private let timings: Timings

  init?(_ report: Report) {
    guard let timings = report.measuredTimings else { return nil }
    self.timings = timings
  }

  let summary: Phrase = "Whole trials against iterations × seconds"

  var blocks: [Block] {
    var table = TextTable.report([
      TableColumn("problem", .left), TableColumn("optimizer", .left), TableColumn("backend", .left),
      TableColumn("iterations", .right),
      TableColumn("predicted", .right), TableColumn("measured", .right),
      TableColumn("ratio", .right),
    ])
    for whole in timings.wholeCells {
      guard let ratio = timings.ratio(of: whole) else { continue }
      let cell = timings.cells[whole.cell].identity.cell
      let measured = whole.seconds
      table.append([
        .text(StudyTask.label(of: cell, showsInstance: false)),
        .code(cell.optimizer), .code(cell.backend.text),
        .integer(whole.iterations), .literal(secondsText(measured / ratio)),
        .literal(secondsText(measured)), .literal(roundedText(ratio)),
      ])
    }
    return table.isEmpty ? [] : [.table(TableBlock(table))]
  }
}
