/// Somebody else's text in single quotes, fit for one line of an error message: `'conv\u{1B}ex'`.
///
/// Escaped and cut as ``printable(_:limit:)`` does. Backslashes stay single: the result is for
/// people, not for reading back.
///
/// - Parameters:
///   - text: Any text, however long.
///   - limit: How many Unicode scalars are kept.
public func quoted(_ text: String, limit: Int = 60) -> String {
  "'\(printable(text, limit: limit))'"
}

/// Somebody else's text without the quotes of ``quoted(_:limit:)``: escaped, and cut after `limit`
/// characters, where it ends in `…`.
///
/// Control and format characters (with them those that turn the direction of writing), line
/// separators, private and unassigned code points, and U+FFFD, which stands for bytes that were no
/// UTF-8, are shown as `\n`, `\t` or `\u{1B}`. So a hostile name can neither recolour a terminal nor
/// reorder a sentence nor forge a second line.
///
/// - Parameters:
///   - text: Any text, however long.
///   - limit: How many Unicode scalars are kept; nil keeps all.
public func printable(_ text: String, limit: Int? = 60) -> String {
  var shown = ""
  var kept = 0
  for scalar in text.unicodeScalars {
    if kept == limit { return shown + "…" }
    kept += 1
    if scalar.isPrintable {
      shown.unicodeScalars.append(scalar)
    } else {
      shown += escape(of: scalar)
    }
  }
  return shown
}

extension Unicode.Scalar {
  /// Whether it shows as itself and neither ends a line nor changes what stands around it.
  var isPrintable: Bool {
    if isASCII { return value >= 0x20 && value != 0x7F }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      return false
    default: return self != "\u{FFFD}"
    }
  }
}

private func escape(of scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": "\\n"
  case "\r": "\\r"
  case "\t": "\\t"
  default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }
}
