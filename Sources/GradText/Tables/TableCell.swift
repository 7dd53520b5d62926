/// One value of a table.
public enum TableCell: Sendable, Equatable {
  /// Somebody else's text.
  case text(String)
  /// An id, which Markdown shows as code.
  case code(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  /// Several pieces, or what the program words itself: ``literal(_:)``.
  case spans([TextSpan])
  /// Not applicable, not measured or not reached: empty, and `null` in JSON.
  case empty

  /// Words and figures of the program's own, which hold no markup and are never escaped.
  public static func literal(_ text: String) -> TableCell { .spans([.literal(text)]) }

  /// A number, or ``empty``.
  public init(_ value: Double?) { self = value.map(TableCell.number) ?? .empty }
  /// An integer, or ``empty``.
  public init(_ value: Int?) { self = value.map(TableCell.integer) ?? .empty }
  /// A text, or ``empty``.
  public init(_ value: String?) { self = value.map(TableCell.text) ?? .empty }
}

extension TableCell {
  /// The value for people, without marks.
  func plain(_ column: TableColumn) -> String {
    switch self {
    case .text(let text), .code(let text): printable(text, limit: nil)
    case .integer(let value): column.groupsThousands ? countText(value) : String(value)
    case .number(let value):
      column.digits.map { generalText(value, digits: $0) } ?? shortestText(value)
    case .boolean(let value): value ? "true" : "false"
    case .spans(let spans): printable(spans.map(\.plain).joined(), limit: nil)
    case .empty: ""
    }
  }

  /// The value as a cell of a Markdown table.
  func markdown(_ column: TableColumn) -> String {
    switch self {
    case .text(let text): MarkdownText.escaped(text)
    case .code(let text): MarkdownText.code(text)
    case .spans(let spans): spans.map(\.markdown).joined()
    case .integer, .number, .boolean, .empty: plain(column)
    }
  }

  /// The value as JSON, exact.
  var json: String {
    switch self {
    case .text(let text), .code(let text): JSONText.string(text)
    case .spans(let spans): JSONText.string(spans.map(\.plain).joined())
    case .integer(let value): String(value)
    case .number(let value): JSONText.number(value)
    case .boolean(let value): value ? "true" : "false"
    case .empty: "null"
    }
  }
}

extension CSVWriter {
  /// The value as a field, exact: NaN is `nan`, since ``TableCell/empty`` is what is missing.
  mutating func cell(_ cell: TableCell) {
    switch cell {
    case .text(let value), .code(let value): text(value)
    case .spans(let spans): text(spans.map(\.plain).joined())
    case .integer(let value): integer(value)
    case .number(let value): measured(value)
    case .boolean(let value): text(value ? "true" : "false")
    case .empty: empty()
    }
  }
}
