import GradText

/// A table in GitHub's Markdown.
struct MarkdownTable {
  enum Alignment { case left, right }

  private let columns: [(title: String, alignment: Alignment)]
  private(set) var rows: [[String]] = []
  /// Rows beyond are counted, not shown: GitHub does not render a file of half a megabyte.
  private let limit: Int

  init(_ columns: [(String, Alignment)], limit: Int = 300) {
    self.columns = columns
    self.limit = limit
  }

  /// Cells are Markdown; text from data goes through ``MarkdownText/escaped(_:)`` before.
  mutating func append(_ cells: [String]) { rows.append(cells) }

  var isEmpty: Bool { rows.isEmpty }

  var lines: [String] {
    var lines = [
      line(columns.map(\.title)),
      line(columns.map { $0.alignment == .right ? "--:" : "---" }),
    ]
    lines += rows.prefix(limit).map(line)
    if rows.count > limit {
      lines += [
        "",
        "Here are the first \(limit) of \(countText(rows.count)) rows; "
          + "all are in `summary.csv`.",
      ]
    }
    return lines
  }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
