/// Somebody else's text, made safe inside GitHub's Markdown.
public enum MarkdownText {
  /// The text as a paragraph, a heading or a table cell shows it: nothing in it is markup, ends the
  /// cell or the line, or is obeyed by a terminal that prints the file.
  ///
  /// Characters with a meaning are escaped, line ends and tabs become blanks, and what
  /// ``printable(_:limit:)`` does not let through is written as it writes it.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in oneLine(text).unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$": result += "\\"
      case "<":
        result += "&lt;"
        continue
      case "&":
        result += "&amp;"
        continue
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// An id in a code span. What would end the span or the table's cell is replaced.
  public static func code(_ text: String) -> String {
    var result = "`"
    for scalar in oneLine(text).unicodeScalars {
      switch scalar {
      case "`": result += "'"
      case "|": result += "\\|"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "`"
  }

  /// The text without line ends and tabs, and printable.
  private static func oneLine(_ text: String) -> String {
    var blanks = ""
    for character in text {
      switch character {
      case "\n", "\r", "\r\n", "\t": blanks += " "
      default: blanks.append(character)
      }
    }
    return printable(blanks, limit: nil)
  }
}
