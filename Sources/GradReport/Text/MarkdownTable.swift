import GradText

/// A table in GitHub's Markdown.
struct MarkdownTable {
  enum Alignment { case left, right }

  private let columns: [(title: String, alignment: Alignment)]
  private var rows: [[String]] = []
  private var rowCount = 0
  /// Rows beyond are counted, not shown: GitHub does not render a file of half a megabyte.
  private let limit: Int

  init(_ columns: [(String, Alignment)], limit: Int = 300) {
    self.columns = columns
    self.limit = limit
  }

  /// Cells are Markdown; text from data goes through ``MarkdownText/escaped(_:)`` before. Those of a
  /// row that is counted only are not made.
  mutating func append(_ cells: @autoclosure () -> [String]) {
    rowCount += 1
    if rowCount <= limit { rows.append(cells()) }
  }

  var isEmpty: Bool { rowCount == 0 }

  var lines: [String] {
    var lines = [
      line(columns.map(\.title)),
      line(columns.map { $0.alignment == .right ? "--:" : "---" }),
    ]
    lines += rows.map(line)
    if rowCount > limit {
      lines += [
        "",
        "Here are the first \(limit) of \(countText(rowCount)) rows; "
          + "all are in `summary.csv`.",
      ]
    }
    return lines
  }

  private func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
}
