import GradResults
import GradText

/// The settings, best first: tuned, with one rate, with the default rate.
struct RankingTable {
  private let study: Study
  private let standings: [Standing]

  /// nil: nothing is ranked.
  init?(_ report: Report) {
    guard report.target != nil, !report.standings.isEmpty else { return nil }
    study = report.study
    standings = report.standings
  }

  /// Rows on the report's first screen.
  private static let limit = 14

  private var hasIntervals: Bool { standings.contains { $0.costInterval != nil } }

  var block: Block {
    let hasRotation = standings.contains { $0.rotationPairs > 0 || $0.onlyAligned > 0 }
    var columns = [
      TableColumn("rank", .left), TableColumn("optimizer", .left),
      TableColumn(study.isInSample ? "solved (tuned, in sample)" : "solved (tuned)", .right),
      TableColumn("one rate for all", .right), TableColumn("default rate", .right),
      TableColumn(
        hasIntervals ? "cost × best [90 %] (problems)" : "cost × best (problems)", .right),
    ]
    if hasRotation { columns.append(TableColumn("rotated / axis-aligned", .right)) }
    columns += [TableColumn("held", .right), TableColumn("rates tried", .right)]
    var table = TextTable.report(columns, limit: Self.limit)
    for standing in standings {
      table.append(row(standing, hasRotation: hasRotation))
    }
    return .table(TableBlock(table))
  }

  private func row(_ standing: Standing, hasRotation: Bool) -> [TableCell] {
    var cells: [TableCell] = [
      .literal(standing.rankText), .code(study.label(standing.setting)),
      .literal(standing.tunedText), .literal(oneRate(standing)),
      .literal(standing.isCounted ? standing.defaultRate?.text ?? "not run" : "–"),
      .literal(cost(standing)),
    ]
    if hasRotation { cells.append(rotation(standing)) }
    cells += [
      standing.tuned.hits > 0
        ? .literal("\(countText(standing.tuned.held))/\(countText(standing.tuned.hits))")
        : .literal("–"),
      standing.hasRate
        ? .integer(standing.isCounted ? standing.ratesTried : standing.otherRates)
        : .literal("none"),
    ]
    return cells
  }

  /// `1.3 [1.2–1.5] (8)`.
  private func cost(_ standing: Standing) -> String {
    guard let ratio = standing.costRatio else { return "–" }
    let interval = NumberText.ratios(standing.costInterval)
    return [NumberText.ratio(ratio), interval, "(\(standing.solvedTasks))"]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func oneRate(_ standing: Standing) -> String {
    guard standing.isCounted else { return "–" }
    guard standing.hasRate else { return "no rate: \(standing.tuned.text)" }
    guard let one = standing.oneRate else { return "–" }
    return one.score.hits == 0
      ? one.score.text : "\(NumberText.rate(one.rate)): \(one.score.text)"
  }

  private func rotation(_ standing: Standing) -> TableCell {
    var parts: [TextSpan] = []
    if let ratio = standing.rotationRatio {
      let text = "\(NumberText.ratio(ratio))× (\(standing.rotationPairs))"
      parts.append(ratio >= 2 || ratio <= 0.5 ? .strong(text) : .literal(text))
    }
    if standing.onlyAligned > 0 { parts.append(.literal("\(standing.onlyAligned) lost rotated")) }
    if standing.onlyRotated > 0 { parts.append(.literal("\(standing.onlyRotated) lost aligned")) }
    return parts.isEmpty ? .literal("–") : .spans(TextSpan.joined(parts, separator: "; "))
  }
}
