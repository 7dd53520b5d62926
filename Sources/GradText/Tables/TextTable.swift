/// Rows of values under named columns, printed for people or for programs.
///
///     var table = TextTable([TableColumn("id"), TableColumn("cost", alignment: .right)])
///     table.append([.text("adam"), .integer(120)])
///     print(table.aligned())
public struct TextTable: Sendable, Equatable {
  public let columns: [TableColumn]
  /// Those that are written: of more than the limit the first.
  public private(set) var rows: [[TableCell]] = []
  /// With those beyond the limit.
  public private(set) var rowCount = 0
  private let limit: Int

  /// - Parameter limit: Rows beyond are counted and neither made nor written.
  /// - Precondition: No two columns have one name.
  public init(_ columns: [TableColumn], limit: Int = .max) {
    precondition(Set(columns.map(\.name)).count == columns.count, "two columns of one name")
    self.columns = columns
    self.limit = limit
  }

  /// - Precondition: One cell for each column.
  public mutating func append(_ row: @autoclosure () -> [TableCell]) {
    rowCount += 1
    guard rowCount <= limit else { return }
    let row = row()
    precondition(row.count == columns.count, "\(row.count) cells in \(columns.count) columns")
    rows.append(row)
  }

  public var isEmpty: Bool { rowCount == 0 }
}

extension TextTable {
  /// The table as ``CSVWriter`` writes it, under the names of the columns.
  public func csv() -> String {
    var writer = CSVWriter()
    for column in columns { writer.text(column.name) }
    writer.endRow()
    for row in rows {
      for cell in row { writer.cell(cell) }
      writer.endRow()
    }
    return String(decoding: writer.bytes, as: UTF8.self)
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
  public func markdown() -> String { markdownLines().map { $0 + "\n" }.joined() }

  /// The lines of ``markdown()``.
  public func markdownLines() -> [String] {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    return [
      line(columns.map { $0.title.markdown($0) }),
      line(columns.map { $0.alignment == .left ? "---" : "--:" }),
    ] + rows.map { row in line(zip(columns, row).map { $1.markdown($0) }) }
  }
}
