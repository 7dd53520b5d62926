/// Lays out help: paragraphs and sections of two columns, with an empty line between them.
public struct HelpText {
  /// The texts of a section begin in the column after this one.
  private static let labelWidth = 26
  /// Narrower terminals get lines of this width: the second column needs room for a word.
  private static let smallestWidth = 40

  /// All that was added, each line with its end.
  public private(set) var text = ""
  private let width: Int

  /// Help without text yet.
  ///
  /// - Parameter width: Columns of the terminal; less than 40 count as 40.
  public init(width: Int) {
    self.width = max(width, Self.smallestWidth)
  }

  /// Adds wrapped text, unless it is empty.
  ///
  /// - Parameter indent: Blanks before the second line and those after it.
  public mutating func addParagraph(_ paragraph: String, indent: Int = 0) {
    guard !paragraph.isEmpty else { return }
    separate()
    for line in wrap(paragraph, to: width, indent: indent) { text += line + "\n" }
  }

  /// Adds a section, unless it has no rows.
  public mutating func addSection(_ title: String, rows: [(label: String, help: String)]) {
    guard !rows.isEmpty else { return }
    separate()
    text += title + ":\n"
    for row in rows {
      let label = "  " + row.label
      var lines = wrap(row.help, to: width - Self.labelWidth, indent: 0)
      if label.count < Self.labelWidth, !lines.isEmpty {
        let padding = String(repeating: " ", count: Self.labelWidth - label.count)
        text += label + padding + lines.removeFirst() + "\n"
      } else {
        text += label + "\n"
      }
      for line in lines { text += String(repeating: " ", count: Self.labelWidth) + line + "\n" }
    }
  }

  private mutating func separate() {
    if !text.isEmpty { text += "\n" }
  }
}

/// The lines of a text broken at blanks so that none is longer than `width`, but for words that
/// are longer themselves.
///
/// Line breaks in the text are kept, and so are the blanks in front of its first word. Empty text
/// has no lines.
func wrap(_ text: String, to width: Int, indent: Int) -> [String] {
  guard !text.isEmpty else { return [] }
  let margin = String(repeating: " ", count: indent)
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = lines.isEmpty ? String(paragraph.prefix { $0 == " " }) : margin
    var isEmpty = true
    for word in paragraph.split(separator: " ") {
      if !isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = margin
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    lines.append(isEmpty ? "" : line)
  }
  return lines
}
