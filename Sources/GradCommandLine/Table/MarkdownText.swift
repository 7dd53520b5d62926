/// Pieces of Markdown text.
public enum MarkdownText {
  /// The text with a backslash before each character that would start markup or end a table cell:
  /// `x\*y`, `a\|b`, `\<suite\>`. An underscore inside a word is none and stays as it is.
  public static func escaped(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "|", "*", "`", "<", ">", "[", "]", "$", "~", "&": result += "\\"
      case "_":
        let isInside =
          index > 0 && index + 1 < scalars.count && scalars[index - 1].properties.isAlphabetic
          && (scalars[index + 1].properties.isAlphabetic
            || scalars[index + 1].properties.numericType != nil)
        if !isInside { result += "\\" }
      default: break
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
