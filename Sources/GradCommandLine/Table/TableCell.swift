import GradText

/// One value of a table.
public enum TableCell: Sendable, Equatable {
  case text(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  /// Not applicable, not measured or not reached: empty, and `null` in JSON.
  case empty

  /// A number, or ``empty``.
  public init(_ value: Double?) { self = value.map(TableCell.number) ?? .empty }
  /// An integer, or ``empty``.
  public init(_ value: Int?) { self = value.map(TableCell.integer) ?? .empty }
  /// A text, or ``empty``.
  public init(_ value: String?) { self = value.map(TableCell.text) ?? .empty }
}

extension TableCell {
  /// The value for people; `digits` rounds numbers.
  func text(digits: Int?) -> String {
    switch self {
    case .text(let text): printable(text, limit: nil)
    case .integer(let value): String(value)
    case .number(let value):
      digits.map { generalText(value, digits: $0) } ?? shortestText(value)
    case .boolean(let value): value ? "true" : "false"
    case .empty: ""
    }
  }

  /// The value as a field of RFC 4180.
  ///
  /// Text that a spreadsheet would run gets a leading `'`; numbers are numbers and keep their sign.
  var csv: String {
    guard case .text(var text) = self else { return text(digits: nil) }
    if let first = text.utf8.first, "=+-@".utf8.contains(first) { text = "'" + text }
    let needsQuotes = text.utf8.contains { ",\"\r\n".utf8.contains($0) }
    guard needsQuotes else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  /// The value as JSON.
  var json: String {
    switch self {
    case .text(let text): JSONText.string(text)
    case .number(let value): JSONText.number(value)
    case .integer, .boolean: text(digits: nil)
    case .empty: "null"
    }
  }

  /// The value as a cell of a Markdown table, with all that would start markup escaped.
  func markdown(digits: Int?) -> String {
    let text = text(digits: digits)
    guard case .text = self else { return text }
    return MarkdownText.escaped(text)
  }
}
