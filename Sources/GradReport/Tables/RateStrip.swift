import GradCore
import GradResults

/// One letter a rate, left the smallest: what it does at a target.
struct RateStrip {
  let study: Study
  let family: RateFamily
  let target: Int

  /// Letters that fit into a table; longer strips show the most telling of neighbours.
  static let limit = 48
  /// In order of what must not be lost when neighbours share a letter.
  private static let importance: [Character] = [
    "B", "b", "E", "?", "X", "o", "L", "s", ".", "-",
  ]

  var text: String {
    let letters = family.cells.filter { !study.summary.cells[$0].trials.isEmpty }.map(letter)
    guard letters.count > Self.limit else { return String(letters) }
    return String(
      (0..<Self.limit).map { position in
        let start = position * letters.count / Self.limit
        let end = (position + 1) * letters.count / Self.limit
        return letters[start..<end].min { a, b in
          (Self.importance.firstIndex(of: a) ?? 0) < (Self.importance.firstIndex(of: b) ?? 0)
        } ?? "-"
      })
  }

  private func letter(_ cell: Int) -> Character {
    let row = study.summary.row(cell: cell, target: target)
    let trials = study.summary.cells[cell].trials
    if row.isBest, row.hits > 0 { return "B" }
    if row.verdict == .diverging { return "X" }
    if row.isBest { return "b" }
    if row.verdict == .efficient { return "E" }
    if row.hits > 0, row.hits < trials.count { return "?" }
    let oscillating = trials.count { trial in
      study.run.records[trial]?.findings.contains(.oscillation) ?? false
    }
    if row.hits == 0, 2 * oscillating >= trials.count { return "o" }
    return switch row.verdict {
    case .tooLarge: "L"
    case .tooSmall: row.hits > 0 ? "s" : "."
    default: "-"
    }
  }

  static let legend: Phrase = """
    Over all seeds. One letter a rate, the smallest left: \(code: ".") too small, \(code: "s") slow \
    (over twice the best cost), \(code: "E") efficient, \(code: "B") best, \(code: "L") too large, \
    \(code: "o") oscillates, \(code: "X") diverging (at least half of the trials), \(code: "?") some \
    seeds hit, some do not. Where no rate hits: \(code: "b") the smallest final gap, \(code: "-") the \
    others. \(code: "!"): the best rate is the grid's edge, so a better one may lie beyond. Rates with \
    \(code: "/L") are multiples of 1/L, where L is known and theory names an edge.
    """
}
