import GradCore
import GradResults
import GradText

/// What `gradbench run` ends with: the ranking, how the trials ended, where the files are.
public struct TerminalSummary {
  private let report: Report
  private var study: Study { report.study }
  /// Rows of the ranking.
  private static let limit = 20

  /// The summary before any format.
  ///
  /// - Parameter folder: The run folder as the user named it; nil: it holds no report.
  public static func document(_ report: Report, folder: String?) -> Document {
    let summary = TerminalSummary(report: report)
    var lines: [Phrase] = [Phrase(literal: summary.outcomes)]
    if let information = report.information {
      let seconds = (roundedText(information.wallSeconds), roundedText(information.cpuSeconds))
      lines.append("\(literal: seconds.0) s, \(literal: seconds.1) s of processor time")
    }
    if let folder { lines.append("Report: \(text: folder)/report.md") }
    return Document(summary.ranking + [.lines(lines)])
  }

  private var ranking: [Block] {
    let standings = report.standings
    guard report.target != nil, !standings.isEmpty else { return [] }
    return [
      .heading(level: 2, "Ranking at target \(text: report.targetText)"),
      .table(TableBlock(table(standings))),
    ]
  }

  private func table(_ standings: [Standing]) -> TextTable {
    let hasIntervals = standings.contains { $0.costInterval != nil }
    var table = TextTable([
      TableColumn("rank", .left), TableColumn("optimizer", .left),
      TableColumn("solved (tuned)", .right), TableColumn("one rate for all", .right),
      TableColumn("default rate", .right),
      TableColumn(hasIntervals ? "cost × best [90 %]" : "cost × best", .right),
    ])
    for standing in standings.prefix(Self.limit) {
      table.append([
        .literal(standing.rankText), .code(study.label(standing.setting)),
        .literal(standing.tunedText),
        .literal(
          standing.oneRate.map {
            ($0.score.hits > 0 ? NumberText.rate($0.rate) + ": " : "") + $0.score.text
          } ?? "–"),
        .literal(standing.isCounted ? standing.defaultRate?.text ?? "–" : "–"),
        .literal(
          standing.costRatio.map { ratio in
            [NumberText.ratio(ratio), NumberText.ratios(standing.costInterval)]
              .filter { !$0.isEmpty }.joined(separator: " ")
          } ?? "–"),
      ])
    }
    if standings.count > Self.limit {
      let more: TableCell = .literal("… and \(standings.count - Self.limit) more")
      table.append([.empty, more, .empty, .empty, .empty, .empty])
    }
    return table
  }

  /// `1,250 trials: 900 target hit, 250 budget spent, 100 diverged`.
  private var outcomes: String {
    var counts: [Outcome: Int] = [:]
    var unfinished = 0
    for record in study.run.records[study.run.sweepTrials] {
      if let record { counts[record.outcome, default: 0] += 1 } else { unfinished += 1 }
    }
    var parts = Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\(countText($0)) \(outcome.title)" }
    }
    if unfinished > 0 { parts.append("\(countText(unfinished)) not finished") }
    return countText(study.run.sweepCount, "trial")
      + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }
}
