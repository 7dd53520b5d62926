/// A text between single quotes that is safe to print: `'conv\u{1B}ex'`.
///
/// Control and format characters, line separators, private and unassigned code points, and U+FFFD
/// (which stands for bytes that were not UTF-8) are written as `\u{…}`, so that a file name can
/// neither move the cursor nor turn the reading direction nor forge a second line. Backslashes
/// stay single: the result is for people, not for reading back.
///
/// - Parameter limit: Longer texts are cut, and the cut is marked with `…` and the length.
func quoted(_ text: String, limit: Int = 200) -> String {
  var result = "'"
  var count = 0
  for scalar in text.unicodeScalars {
    if count == limit {
      return result + "…' (\(text.unicodeScalars.count) characters)"
    }
    count += 1
    appendEscaped(scalar, to: &result)
  }
  return result + "'"
}

/// The text with every character escaped that a terminal could obey; see ``quoted(_:limit:)``.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars { appendEscaped(scalar, to: &result) }
  return result
}

private func appendEscaped(_ scalar: Unicode.Scalar, to result: inout String) {
  if scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F {
    result.unicodeScalars.append(scalar)
    return
  }
  switch scalar {
  case "\n": result += "\\n"
  case "\r": result += "\\r"
  case "\t": result += "\\t"
  default:
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    default:
      if scalar == "\u{FFFD}" {
        result += "\\u{FFFD}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
}
