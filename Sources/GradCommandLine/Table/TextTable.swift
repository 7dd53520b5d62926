import GradText

/// Rows of values under named columns, printed for people or for programs.
///
///     var table = TextTable([TableColumn("id"), TableColumn("cost", alignment: .right)])
///     table.append([.text("adam"), .integer(120)])
///     Terminal.standardOutput.write(table.text(format: .csv))
public struct TextTable: Sendable, Equatable {
  public let columns: [TableColumn]
  public private(set) var rows: [[TableCell]] = []

  /// - Precondition: No two columns have one name.
  public init(_ columns: [TableColumn]) {
    precondition(Set(columns.map(\.name)).count == columns.count, "two columns of one name")
    self.columns = columns
  }

  /// - Precondition: One cell for each column.
  public mutating func append(_ row: [TableCell]) {
    precondition(row.count == columns.count, "\(row.count) cells in \(columns.count) columns")
    rows.append(row)
  }

  /// The whole table, each line ended by a newline.
  ///
  /// - Parameter width: Columns of the terminal, for ``OutputFormat/table`` only; `nil` never cuts.
  public func text(format: OutputFormat, width: Int? = nil) -> String {
    switch format {
    case .table: aligned(width: width)
    case .json: json()
    case .csv: csv()
    case .markdown: markdown()
    }
  }
}

extension TextTable {
  /// Fields and quotes of RFC 4180, but lines end with a bare newline, as Unix tools expect and
  /// every reader of RFC 4180 accepts: with CRLF, `awk` would find a `\r` in the last column.
  public func csv() -> String {
    var text = columns.map { TableCell.text($0.name).csv }.joined(separator: ",") + "\n"
    for row in rows {
      let line = row.map(\.csv).joined(separator: ",")
      // A lone empty field would be an empty line, which readers skip.
      text += (line.isEmpty ? "\"\"" : line) + "\n"
    }
    return text
  }

  /// An array with one object a row, one row a line, keys in the order of the columns.
  public func json() -> String {
    let keys = columns.map { JSONText.string($0.name) }
    let objects = rows.map { row in
      "  {" + zip(keys, row).map { "\($0): \($1.json)" }.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  /// A table as GitHub reads it.
  public func markdown() -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    var text = line(columns.map { MarkdownText.escaped(printable($0.title, limit: nil)) })
    text += line(columns.map { $0.alignment == .left ? "---" : "---:" })
    for row in rows {
      text += line(zip(columns, row).map { $1.markdown(digits: $0.digits) })
    }
    return text
  }
}
