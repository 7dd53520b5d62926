import GradResults

/// Each problem's best entrant and what the others cost there.
struct ProblemTable {
  let study: Study
  let standings: [Standing]
  let target: Int

  /// Entrants a table: with the problem, κ and the best, nine columns.
  private static let entrantsPerTable = 6

  func lines() -> [String] {
    var lines: [String] = []
    for start in stride(from: 0, to: standings.count, by: Self.entrantsPerTable) {
      let end = min(start + Self.entrantsPerTable, standings.count)
      if start > 0 { lines.append("") }
      lines += table(Array(standings[start..<end])).lines
    }
    return lines
  }

  private func table(_ shown: [Standing]) -> MarkdownTable {
    // Where κ is a parameter it stands in the label.
    let conditions = study.tasks(at: target).map { task -> String in
      let cell = study.results.cells[study.tasks[task].cell]
      return study.tasks[task].label.contains("κ=")
        ? "" : cell.conditionNumber.map { NumberText.rate($0) } ?? ""
    }
    let showsCondition = conditions.contains { !$0.isEmpty }
    var table = MarkdownTable(
      [("problem", .left)] + (showsCondition ? [("κ", .right)] : []) + [("best", .left)]
        + shown.map { (MarkdownText.code(study.entrants[$0.entrant].label), .right) })
    for (position, task) in study.tasks(at: target).enumerated() {
      let costs = standings.map { $0.scores[position]?.expectedCost ?? .infinity }
      let best = costs.min() ?? .infinity
      var cells = [MarkdownText.escaped(study.tasks[task].label)]
      if showsCondition { cells.append(conditions[position]) }
      if best.isFinite {
        let winners = zip(standings, costs).filter { $0.1 <= best * (1 + Study.tieTolerance) }
          .map { MarkdownText.code(study.entrants[$0.0.entrant].label) }
        let names =
          winners.count > 2 ? "\(winners.count) entrants" : winners.joined(separator: ", ")
        cells.append("\(names) \(NumberText.cost(best))")
      } else {
        cells.append("nobody")
      }
      cells += shown.map { cell($0.scores[position], best: best) }
      table.append(cells)
    }
    return table
  }

  private func cell(_ score: Score?, best: Double) -> String {
    guard let score else { return "" }
    guard score.hits > 0 else { return "– 0/\(score.trials)" }
    let isBest = score.expectedCost <= best * (1 + Study.tieTolerance)
    var text = NumberText.cost(score.expectedCost)
    if isBest {
      text = "**\(text)**"
    } else {
      text += " ×" + NumberText.ratio(score.expectedCost / best)
    }
    if score.hits < score.trials { text += " (\(score.hits)/\(score.trials))" }
    return text
  }
}
