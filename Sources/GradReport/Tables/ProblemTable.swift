import GradResults
import GradText

/// Each problem's best setting and what the others cost there.
struct ProblemTable: ReportSection {
  private let study: Study
  private let standings: [Standing]
  private let target: Int

  init?(_ report: Report) {
    guard let target = report.target, !report.standings.isEmpty, report.study.tasks.count > 1
    else { return nil }
    study = report.study
    standings = report.standings
    self.target = target
  }

  var summary: Phrase {
    """
    By problem: expected cost to \(text: study.run.targets[target].text), at the rate chosen for it
    """
  }

  private static let legend: Phrase = """
    × times the best; \(strong: "bold"): within 5 % of it; (hits/trials) where some missed.
    """

  /// Settings a table: with the problem, κ and the best, nine columns.
  private static let settingsPerTable = 6
  /// Settings shown, from the top of the ranking.
  private static let limit = 60

  var blocks: [Block] {
    let tasks = study.tasks(at: target)
    // Who is best is a matter of all settings, and the same in each table.
    let best = tasks.indices.map { position in
      standings.lazy.map { cost(of: $0, at: position) }.min() ?? .infinity
    }
    let winners = tasks.indices.map { winnerCell(at: $0, best: best[$0]) }
    let shown = standings.prefix(Self.limit)
    var blocks: [Block] = [.paragraph(Self.legend)]
    for start in stride(from: 0, to: shown.count, by: Self.settingsPerTable) {
      let end = min(start + Self.settingsPerTable, shown.count)
      blocks.append(.table(TableBlock(table(Array(shown[start..<end]), tasks, best, winners))))
    }
    if standings.count > shown.count {
      let counts = "\(shown.count) of \(countText(standings.count))"
      blocks.append(
        .paragraph(
          """
          Here are the first \(literal: counts) entrants; all are in \(code: "summary.csv").
          """))
    }
    return blocks
  }

  private func cost(of standing: Standing, at position: Int) -> Double {
    standing.scores[position]?.expectedCost ?? .infinity
  }

  private func winnerCell(at position: Int, best: Double) -> TableCell {
    guard best.isFinite else { return .literal("nobody") }
    let limit = best * (1 + Study.tieTolerance)
    let winners = standings.filter { cost(of: $0, at: position) <= limit }
    let names =
      winners.count > 2
      ? [.literal("\(winners.count) entrants")]
      : TextSpan.joined(
        winners.map { .code(study.label($0.setting)) }, separator: ", ")
    return .spans(names + [.literal(" " + NumberText.cost(best))])
  }

  private func table(
    _ shown: [Standing], _ tasks: [Int], _ best: [Double], _ winners: [TableCell]
  ) -> TextTable {
    // Where κ is a parameter it stands in the label.
    let conditions = tasks.map { task -> String in
      let cell = study.run.cells[study.tasks[task].cell]
      return study.tasks[task].label.contains("κ=")
        ? "" : cell.problem.facts.conditionNumber.map { NumberText.rate($0) } ?? ""
    }
    let showsCondition = conditions.contains { !$0.isEmpty }
    var columns = [TableColumn("problem", .left)]
    if showsCondition { columns.append(TableColumn("κ", .right)) }
    columns.append(TableColumn("best", .left))
    for (number, standing) in shown.enumerated() {
      let label = TableCell.code(study.label(standing.setting))
      columns.append(TableColumn(label, .right, number: number))
    }
    var table = TextTable.report(columns)
    for (position, task) in tasks.enumerated() {
      table.append(
        [.text(study.tasks[task].label)]
          + (showsCondition ? [.literal(conditions[position])] : []) + [winners[position]]
          + shown.map { cell($0.scores[position], best: best[position]) })
    }
    return table
  }

  private func cell(_ score: Score?, best: Double) -> TableCell {
    guard let score else { return .empty }
    guard score.hits > 0 else { return .literal("– 0/\(score.trials)") }
    let isBest = score.expectedCost <= best * (1 + Study.tieTolerance)
    let cost = NumberText.cost(score.expectedCost)
    var spans: [TextSpan] =
      isBest
      ? [.strong(cost)]
      : [.literal("\(cost) ×\(NumberText.ratio(score.expectedCost / best))")]
    if score.hits < score.trials { spans.append(.literal(" (\(score.hits)/\(score.trials))")) }
    return .spans(spans)
  }
}
