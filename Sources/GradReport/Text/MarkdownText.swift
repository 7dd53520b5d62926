/// Text from data, made safe inside Markdown.
enum MarkdownText {
  /// Characters with a meaning are escaped, line ends become spaces.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "~": result += "\\\(character)"
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\n", "\r", "\r\n": result += " "
      default: result.append(character)
      }
    }
    return result
  }

  /// An id in a code span. What would end the span or the table's cell is replaced.
  static func code(_ text: String) -> String {
    let safe = text.map { character -> String in
      switch character {
      case "`": "'"
      case "|": "\\|"
      case "\n", "\r", "\r\n": " "
      default: String(character)
      }
    }
    return "`" + safe.joined() + "`"
  }
}
