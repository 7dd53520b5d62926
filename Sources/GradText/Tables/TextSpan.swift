/// A piece of a sentence or of a table cell, and what it is.
public enum TextSpan: Sendable, Equatable {
  /// Words and figures of the program's own, which hold no markup and are never escaped.
  case literal(String)
  /// Somebody else's text.
  case text(String)
  /// An id, as code.
  case code(String)
  /// Words and figures of the program's own that stand out.
  case strong(String)
  /// Somebody else's text that stands out.
  case strongText(String)
  /// Words of the program's own that are spoken of.
  case emphasis(String)

  /// Pieces with words of the program's own between them.
  public static func joined(_ spans: [TextSpan], separator: String) -> [TextSpan] {
    Array(spans.map { [$0] }.joined(separator: [.literal(separator)]))
  }

  /// The piece without any mark.
  public var plain: String {
    switch self {
    case .literal(let text), .text(let text), .code(let text), .strong(let text),
      .strongText(let text), .emphasis(let text):
      text
    }
  }

  /// The piece as Markdown has it inside a line.
  public var markdown: String {
    switch self {
    case .literal(let text): text
    case .text(let text): MarkdownText.escaped(text)
    case .code(let text): MarkdownText.code(text)
    case .strong(let text): "**\(text)**"
    case .strongText(let text): "**\(MarkdownText.escaped(text))**"
    case .emphasis(let text): "*\(text)*"
    }
  }
}
