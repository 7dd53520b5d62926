import GradText

/// Documents as plain text in a font of one width: tables aligned and indented, sentences wrapped
/// between words.
public struct TerminalWriter: DocumentWriter {
  /// Characters of a line; nil: as long as they get. Words and numbers are never cut, so that a very
  /// narrow terminal still gets lines that are too long.
  let width: Int?
  private static let indent = 2

  public init(width: Int? = nil) { self.width = width }

  public func text(of document: Document) -> String {
    let lines = lines(document.blocks, width)
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ blocks: [Block], _ width: Int?) -> [String] {
    Array(blocks.map { lines($0, width) }.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func lines(_ block: Block, _ width: Int?) -> [String] {
    switch block {
    case .heading(_, let phrase), .paragraph(let phrase): wrapped(phrase, width)
    case .lines(let phrases): phrases.flatMap { wrapped($0, width) }
    case .list(let phrases):
      phrases.flatMap { phrase in
        let lines = wrapped(phrase, inner(width))
        return lines.enumerated().map { ($0 == 0 ? "- " : "  ") + $1 }
      }
    case .table(let block):
      Array(
        [
          wrapped(block.title, width), wrapped(block.legend, width),
          indented(block.table.alignedLines(width: inner(width), hasRule: false)),
          wrapped(block.note, width),
        ].filter { !$0.isEmpty }.joined(separator: [""]))
    case .folded(let summary, let blocks):
      Array(
        [wrapped(summary, width), indented(lines(blocks, inner(width)))]
          .filter { !$0.isEmpty }.joined(separator: [""]))
    case .figure: []
    }
  }

  private func inner(_ width: Int?) -> Int? { width.map { max($0 - Self.indent, 1) } }

  private func indented(_ lines: [String]) -> [String] {
    let blanks = String(repeating: " ", count: Self.indent)
    return lines.map { $0.isEmpty ? $0 : blanks + $0 }
  }

  /// The lines of a sentence; none where it is empty. Every character counts as one column wide.
  private func wrapped(_ phrase: Phrase, _ width: Int?) -> [String] {
    guard !phrase.isEmpty else { return [] }
    let text = printable(phrase.plain, limit: nil)
    guard let width, text.count > width else { return [text] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return lines + (line.isEmpty ? [] : [line])
  }
}
