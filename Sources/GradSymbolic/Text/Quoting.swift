/// Somebody else's text in single quotes, fit for one line of an error message.
///
/// Control characters, line separators and the invisible characters that change the direction of
/// writing are shown as `\n`, `\t` or `\u{1B}`, so that a hostile name cannot recolour a terminal
/// or reorder a sentence. Long texts are cut after `limit` characters and end in `…`.
///
/// - Parameters:
///   - text: Any text, however long.
///   - limit: How many Unicode scalars are kept.
public func quoted(_ text: String, limit: Int = 60) -> String {
  "'\(printable(text, limit: limit))'"
}

/// Somebody else's text without the quotes of ``quoted(_:limit:)``: escaped and cut alike.
///
/// - Parameters:
///   - text: Any text, however long.
///   - limit: How many Unicode scalars are kept.
public func printable(_ text: String, limit: Int = 60) -> String {
  var shown = ""
  var kept = 0
  for scalar in text.unicodeScalars {
    if kept == limit { return shown + "…" }
    kept += 1
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      shown += escape(of: scalar)
    default: shown.unicodeScalars.append(scalar)
    }
  }
  return shown
}

private func escape(of scalar: Unicode.Scalar) -> String {
  switch scalar {
  case "\n": "\\n"
  case "\r": "\\r"
  case "\t": "\\t"
  default: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  }
}
