/// Pieces of JSON text.
public enum JSONText {
  /// A string with its quotes. Quotes and backslashes are escaped, and so is all that ends a line,
  /// here or where JSON is read as JavaScript, or that a terminal obeys; see
  /// ``printable(_:limit:)``. The text reads back the same.
  public static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isPrintable: result.unicodeScalars.append(scalar)
      default:
        for unit in String(scalar).utf16 {
          result += "\\u" + hexadecimalText(unit, digits: 4)
        }
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
