import GradResults
import GradText

/// The smallest objectives found on problems that no target can judge, because their minimum is not
/// known: the rate of the smallest median of each optimizer.
struct ObjectiveTable: ReportSection {
  private let study: Study
  /// The ranking's target; a problem on which it has a meaning is left to the other tables.
  private let target: Int?

  init(_ report: Report) {
    study = report.study
    target = report.target
  }

  let summary: Phrase = "Problems whose minimum is unknown: what was found"

  var blocks: [Block] {
    var table = TextTable.report([
      TableColumn("problem", .left), TableColumn("optimizer", .left), TableColumn("rate", .right),
      TableColumn("trials", .right),
      TableColumn("final objective (median)", .right), TableColumn("smallest objective", .right),
    ])
    for task in study.tasks.indices {
      let cell = study.run.cells[study.tasks[task].cell]
      if cell.problem.facts.minimum != nil { continue }
      if let target, cell.problem.defines(study.run.targets[target]) { continue }
      for setting in study.settings.indices {
        let cells = study.family(task: task, setting: setting)?.cells ?? []
        let measured = cells.filter { !study.summary.cells[$0].trials.isEmpty }
        guard let best = measured.min(by: { objective($0) < objective($1) }) else { continue }
        let records = study.summary.cells[best].trials.compactMap { study.run.records[$0] }
        let smallest = records.map(\.bestObjective).filter { !$0.isNaN }.min()
        table.append([
          .text(study.tasks[task].label), .code(study.label(setting)),
          .literal(NumberText.rate(study.run.cells[best].learningRate)),
          .integer(records.count), .literal(NumberText.rate(objective(best))),
          .literal(NumberText.rate(smallest)),
        ])
      }
    }
    return table.isEmpty ? [] : [.table(TableBlock(table))]
  }

  private func objective(_ cell: Int) -> Double { study.summary.cells[cell].gapOrObjective }
}
