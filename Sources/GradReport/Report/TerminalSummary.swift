import GradCore
import GradResults
import GradText

/// The lines that `gradbench run` ends with: the ranking, how the trials ended, where the files are.
public struct TerminalSummary {
  private let report: Report
  private var study: Study { report.study }
  /// Rows of the ranking.
  private static let limit = 20

  /// The lines, without their ends.
  ///
  /// - Parameter folder: The run folder as the user named it; nil: it holds no report.
  public static func lines(_ report: Report, folder: String?) -> [String] {
    let tail = TerminalSummary(report: report)
    var lines = tail.ranking() + [tail.outcomes]
    if let information = report.study.run.information {
      lines.append(
        "\(roundedText(information.wallSeconds)) s, \(roundedText(information.cpuSeconds)) s of "
          + "processor time")
    }
    return lines + (folder.map { ["Report: \($0)/report.md"] } ?? [])
  }

  /// The table with its heading, and an empty line after it.
  private func ranking() -> [String] {
    let standings = report.standings
    guard let target = report.target, !standings.isEmpty else { return [] }
    return ["Ranking at target \(study.run.targets[target].text)", ""]
      + table(standings).alignedLines(hasRule: false).map { "  " + $0 } + [""]
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
    for record in study.run.records {
      if let record { counts[record.outcome, default: 0] += 1 } else { unfinished += 1 }
    }
    var parts = Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\(countText($0)) \(outcome.title)" }
    }
    if unfinished > 0 { parts.append("\(countText(unfinished)) not finished") }
    return countText(study.run.trials.count, "trial")
      + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }
}
