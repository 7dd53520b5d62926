import GradResults
import GradText

/// The trials that ended without their last target, by what happened, with one trial's evidence.
struct FailureTable {
  private let study: Study
  private let target: Int?
  private let failures: [Failure]

  init(_ report: Report) {
    study = report.study
    target = report.target
    failures = report.failures
  }

  /// Rows on the report's first screen.
  private static let limit = 8

  var block: Block {
    guard !failures.isEmpty else { return .paragraph(nothingFailed) }
    var table = TextTable.report(
      [
        TableColumn("what", .left), TableColumn("how many", .right), TableColumn("where", .left),
        TableColumn("evidence of one trial", .left), TableColumn("replay", .left),
      ], limit: Self.limit)
    for failure in failures {
      let name = failure.kind.name
      table.append([
        .spans([failure.kind.isBug ? .strong(name) : .literal(name)]), .text(howMany(failure)),
        .text(places(of: failure)), .text(failure.sentence),
        .code(study.run.trials[failure.example].text),
      ])
    }
    return .table(TableBlock(table))
  }

  /// Why the table is empty.
  private var nothingFailed: Phrase {
    let ran = study.run.cells.indices.filter { !study.summary.cells[$0].trials.isEmpty }
    guard !ran.isEmpty else { return "No trial finished." }
    // Without a minimum a trial that came to rest can be neither right nor wrong.
    let judged = ran.filter { cell in
      study.run.targets.contains { study.run.cells[cell].problem.defines($0) }
    }
    if judged.isEmpty { return "No target could be judged: none has a meaning on these problems." }
    return judged.count == ran.count
      ? "Nothing: every finished trial hit its last target."
      : "Nothing: every finished trial hit its last target, where one could be judged."
  }

  /// Of how many; and how many had hit the ranking's target before.
  private func howMany(_ failure: Failure) -> String {
    let count = countText(failure.count)
    guard let target, failure.hitsBefore > 0 else { return count }
    return "\(count), \(countText(failure.hitsBefore)) past \(study.run.targets[target].text)"
  }

  /// `momentum 120, adam 4; 12 of 16 problems`.
  private func places(of failure: Failure) -> String {
    let names = failure.shares.map { "\($0.optimizer) \(countText($0.count))" }
    let text = firstWords(names, limit: 3).joined(separator: ", ")
    let all = Set(study.tasks.map(\.problem)).count
    return all > 1 ? text + "; \(failure.problemCount) of \(countText(all, "problem"))" : text
  }
}
