import GradCore
public import GradResults
import GradText

/// The lines that `gradbench run` ends with: the ranking, how the trials ended, where the files are.
public struct TerminalSummary {
  private let study: Study

  /// The lines, without their ends.
  ///
  /// - Parameter folder: The run folder as the user named it; nil: it holds no report.
  public static func lines(
    _ results: RunResults, summary: Summary, information: RunInformation? = nil, folder: String?
  ) -> [String] {
    let tail = TerminalSummary(study: Study(results, summary))
    var lines = tail.ranking() + [tail.outcomes]
    if let information {
      lines.append(
        "\(roundedText(information.wallSeconds)) s, \(roundedText(information.cpuSeconds)) s of "
          + "processor time")
    }
    return lines + (folder.map { ["Report: \($0)/report.md"] } ?? [])
  }

  /// The table with its heading, and an empty line after it.
  private func ranking() -> [String] {
    guard let target = study.rankingTarget else { return [] }
    let standings = study.standings(at: target)
    guard !standings.isEmpty else { return [] }
    return ["Ranking at target \(study.results.targets[target].text)", ""]
      + Self.aligned(rows(standings)).map { "  " + $0 } + [""]
  }

  private func rows(_ standings: [Standing]) -> [[String]] {
    [
      [
        "rank", "optimizer", "solved (tuned)", "one rate for all", "default rate",
        standings.contains { $0.costInterval != nil } ? "cost × best [90 %]" : "cost × best",
      ]
    ]
      + standings.prefix(20).map { standing in
        [
          standing.rankText, study.entrants[standing.entrant].label, standing.tunedText,
          standing.oneRate.map {
            ($0.score.hits > 0 ? NumberText.rate($0.rate) + ": " : "") + $0.score.text
          } ?? "–",
          standing.isCounted ? standing.defaultRate?.text ?? "–" : "–",
          standing.costRatio.map { ratio in
            [NumberText.ratio(ratio), NumberText.ratios(standing.costInterval)]
              .filter { !$0.isEmpty }.joined(separator: " ")
          } ?? "–",
        ]
      }
      + (standings.count > 20 ? [["", "… and \(standings.count - 20) more", "", "", "", ""]] : [])
  }

  /// `1,250 trials: 900 target hit, 250 budget spent, 100 diverged`.
  private var outcomes: String {
    var counts: [Outcome: Int] = [:]
    var unfinished = 0
    for record in study.results.records {
      if let record { counts[record.outcome, default: 0] += 1 } else { unfinished += 1 }
    }
    var parts = Outcome.allCases.compactMap { outcome in
      counts[outcome].map { "\(countText($0)) \(outcome.title)" }
    }
    if unfinished > 0 { parts.append("\(countText(unfinished)) not finished") }
    return countText(study.results.trials.count, "trial")
      + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }

  /// Columns as wide as their widest cell; the first two to the left, numbers to the right.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let count = rows.first?.count ?? 0
    let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column < 2 ? cell + padding : padding + cell
      }
      return cells.joined(separator: "  ").trimmingSuffix(while: { $0 == " " })
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
