import GradText

/// Text inside HTML, which is what the summary of a folded part is in Markdown as well: escapes of
/// Markdown are shown there as they stand.
enum HTMLText {
  /// A phrase inside an element.
  static func inline(_ phrase: Phrase) -> String {
    phrase.spans.map { span in
      let text = escaped(span.plain)
      return switch span {
      case .literal, .text: text
      case .code: "<code>\(text)</code>"
      case .strong, .strongText: "<strong>\(text)</strong>"
      case .emphasis: "<em>\(text)</em>"
      }
    }.joined()
  }

  /// The text on one line, printable, and with nothing in it that is markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in printable(text, limit: nil) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.append(character)
      }
    }
    return result
  }
}
