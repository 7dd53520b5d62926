extension TextTable {
  /// No text column is cut below this many characters: less would no longer tell rows apart.
  private static let smallestCut = 8
  /// The line below the headings.
  private static let rule = 1

  /// Columns side by side with two blanks between them, headings above a rule.
  ///
  /// Where the table is wider than `width`, its widest left-aligned columns are cut and end in
  /// `…`. Numbers are never cut, so a very narrow terminal still gets lines that are too long.
  /// Every character counts as one column wide.
  public func aligned(width: Int? = nil) -> String {
    alignedLines(width: width).map { $0 + "\n" }.joined()
  }

  /// The lines of ``aligned(width:)``.
  ///
  /// - Parameter hasRule: Whether a line of dashes stands below the headings.
  public func alignedLines(width: Int? = nil, hasRule: Bool = true) -> [String] {
    var blocks = columns.indices.map { index in
      let column = columns[index]
      return Self.align(
        rows.map { $0[index].plain(column) }, title: column.title.plain(column),
        alignment: column.alignment)
    }
    if let width { fit(&blocks, to: width) }
    return (0..<(rows.count + 2)).filter { hasRule || $0 != Self.rule }.map { line in
      var cells = blocks.map { $0[line] }.joined(separator: "  ")
      while cells.last == " " { cells.removeLast() }
      return cells
    }
  }

  /// Title, rule and values of one column, all padded to one width.
  private static func align(
    _ values: [String], title: String, alignment: TableColumn.Alignment
  ) -> [String] {
    let values = alignment == .decimal ? alignedAtPoint(values) : values
    let width = ([title] + values).map(\.count).max() ?? 0
    func pad(_ text: String) -> String {
      let blanks = String(repeating: " ", count: width - text.count)
      return alignment == .left ? text + blanks : blanks + text
    }
    return [pad(title), String(repeating: "-", count: width)] + values.map(pad)
  }

  /// The values padded on their right so that, right-aligned, their decimal points meet.
  private static func alignedAtPoint(_ values: [String]) -> [String] {
    let tails = values.map { value in
      value.firstIndex { $0 == "." || $0 == "e" }.map { value[$0...].count } ?? 0
    }
    let longest = tails.max() ?? 0
    return zip(values, tails).map { value, tail in
      value.isEmpty ? value : value + String(repeating: " ", count: longest - tail)
    }
  }

  private func fit(_ blocks: inout [[String]], to width: Int) {
    var widths = blocks.map { $0[Self.rule].count }
    let gaps = 2 * max(widths.count - 1, 0)
    var excess = widths.reduce(gaps, +) - width
    while excess > 0 {
      let candidates = columns.indices.filter {
        columns[$0].alignment == .left && widths[$0] > Self.smallestCut
      }
      // Level the widest down to the next one, so that no column pays for all.
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { break }
      let second = candidates.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let cut = min(excess, max(widths[widest] - max(second, Self.smallestCut), 1))
      widths[widest] -= cut
      excess -= cut
    }
    for index in blocks.indices where widths[index] < blocks[index][Self.rule].count {
      let limit = widths[index]
      blocks[index] = blocks[index].enumerated().map { line, cell in
        let content = String(cell.reversed().drop { $0 == " " }.reversed())
        if line != Self.rule && content.count > limit {
          return String(content.prefix(limit - 1)) + "…"
        }
        return String(cell.prefix(limit))
      }
    }
  }
}
