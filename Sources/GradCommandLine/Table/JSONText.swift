import GradText

/// Pieces of JSON text.
public enum JSONText {
  /// A string with its quotes. Control characters, quotes and backslashes are escaped, and so are
  /// U+2028 and U+2029, which end a line where JSON is read as JavaScript.
  public static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A number in its shortest form; the strings `"inf"`, `"-inf"`, `"nan"` where it is not finite.
  public static func number(_ value: Double) -> String {
    let text = shortestText(value)
    return value.isFinite ? text : "\"\(text)\""
  }
}
