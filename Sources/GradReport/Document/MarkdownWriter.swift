import GradText

/// Documents as GitHub's Markdown.
public struct MarkdownWriter: DocumentWriter {
  public init() {}

  public func text(of document: Document) -> String {
    let lines = lines(document.blocks)
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// The blocks with an empty line between them.
  private func lines(_ blocks: [Block]) -> [String] {
    Array(blocks.map(lines).filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let level, let phrase):
      [String(repeating: "#", count: min(max(level, 1), 6)) + " " + heading(phrase)]
    case .paragraph(let phrase): phrase.isEmpty ? [] : [atLineStart(phrase)]
    case .lines(let phrases):
      // A backslash at its end keeps a line apart from the next.
      phrases.enumerated().map { atLineStart($1) + ($0 + 1 < phrases.count ? "\\" : "") }
    case .list(let phrases): phrases.map { "- " + atLineStart($0) }
    case .table(let block):
      Array(
        [
          lines(.paragraph(block.title)), lines(.paragraph(block.legend)),
          block.table.markdownLines(), lines(.paragraph(block.note)),
        ].filter { !$0.isEmpty }.joined(separator: [""]))
    case .folded(let summary, let blocks):
      folded(HTMLText.inline(summary), lines(blocks))
    case .figure: []
    }
  }

  /// A section that GitHub shows closed. Markdown inside needs the empty lines.
  private func folded(_ summary: String, _ content: [String]) -> [String] {
    ["<details>", "<summary>\(summary)</summary>", ""]
      + (content.isEmpty ? [] : content + [""]) + ["</details>"]
  }

  private func inline(_ phrase: Phrase) -> String { phrase.spans.map(\.markdown).joined() }

  /// A heading's own number signs would close it.
  private func heading(_ phrase: Phrase) -> String {
    let text = inline(phrase)
    return text.hasSuffix("#") ? text.dropLast() + "\\#" : text
  }

  /// The phrase where a line begins, where `#`, `-`, `1.` and four blanks have a meaning that they
  /// have nowhere else.
  private func atLineStart(_ phrase: Phrase) -> String {
    let text = inline(phrase)
    guard case .text? = phrase.spans.first(where: { !$0.plain.isEmpty }) else { return text }
    let line = text.drop { $0 == " " }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard let first = rest.first else { return String(line) }
    let isMark =
      digits.isEmpty
      ? "#>+-=".contains(first) : ".)".contains(first) && rest.dropFirst().first ?? " " == " "
    return digits + (isMark ? "\\" : "") + rest
  }
}
