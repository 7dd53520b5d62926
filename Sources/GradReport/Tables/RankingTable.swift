import GradResults
import GradText

/// The entrants, best first: tuned, with one rate, with the default rate.
struct RankingTable {
  let study: Study
  let standings: [Standing]
  let target: Int

  /// Rows on the report's first screen.
  static let limit = 14

  private var hasIntervals: Bool { standings.contains { $0.costInterval != nil } }

  func lines() -> [String] {
    let hasRotation = standings.contains { $0.rotationPairs > 0 || $0.onlyAligned > 0 }
    var columns: [(String, MarkdownTable.Alignment)] = [
      ("rank", .left), ("optimizer", .left),
      (study.isInSample ? "solved (tuned, in sample)" : "solved (tuned)", .right),
      ("one rate for all", .right), ("default rate", .right),
      (hasIntervals ? "cost × best [90 %] (problems)" : "cost × best (problems)", .right),
    ]
    if hasRotation { columns.append(("rotated / axis-aligned", .right)) }
    columns += [("held", .right), ("rates tried", .right)]
    var table = MarkdownTable(columns, limit: Self.limit)
    for standing in standings {
      table.append(row(standing, hasRotation: hasRotation))
    }
    return table.lines
  }

  private func row(_ standing: Standing, hasRotation: Bool) -> [String] {
    var cells = [
      standing.rankText, MarkdownText.code(study.entrants[standing.entrant].label),
      standing.tunedText, oneRate(standing),
      standing.isCounted ? standing.defaultRate?.text ?? "not run" : "–",
      cost(standing),
    ]
    if hasRotation { cells.append(rotation(standing)) }
    cells += [
      standing.tuned.hits > 0
        ? "\(countText(standing.tuned.held))/\(countText(standing.tuned.hits))"
        : "–",
      standing.hasRate
        ? countText(standing.isCounted ? standing.ratesTried : standing.otherRates)
        : "none",
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

  private func rotation(_ standing: Standing) -> String {
    var parts: [String] = []
    if let ratio = standing.rotationRatio {
      let text = "\(NumberText.ratio(ratio))× (\(standing.rotationPairs))"
      parts.append(ratio >= 2 || ratio <= 0.5 ? "**\(text)**" : text)
    }
    if standing.onlyAligned > 0 { parts.append("\(standing.onlyAligned) lost rotated") }
    if standing.onlyRotated > 0 { parts.append("\(standing.onlyRotated) lost aligned") }
    return parts.isEmpty ? "–" : parts.joined(separator: "; ")
  }
}
