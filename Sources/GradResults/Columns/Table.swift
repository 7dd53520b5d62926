import GradText

/// A table of a run folder: its file and its columns, each declared once.
package struct Table<Row>: Sendable {
  /// `trials.csv`.
  package let file: String
  /// What its rows are, in one sentence without a full stop.
  package let rows: String
  package let columns: [Column<Row>]

  package init(file: String, rows: String, columns: [Column<Row>]) {
    self.file = file
    self.rows = rows
    self.columns = columns
  }

  package var header: [String] { columns.map(\.name) }

  /// The table as folders of a format have it.
  package func of(format: Int) -> Table {
    Table(file: file, rows: rows, columns: columns.filter { $0.format <= format })
  }
}

/// Reads the rows of a table.
struct TableReader<Row> {
  package let table: Table<Row>
  package var csv: CSVReader

  /// Reads the header, which must begin with the table's columns; later versions may append others.
  package init(_ table: Table<Row>, file: String, bytes: [UInt8]) throws(CSVError) {
    self.table = table
    csv = try CSVReader(file: file, bytes: bytes, columns: table.header)
  }

  mutating func nextRow() throws(CSVError) -> Bool { try csv.nextRow() }

  /// Takes the fields of the current row.
  ///
  /// - Parameter known: Columns whose fields are the same as in the row before.
  package func read(into row: inout Row, except known: Range<Int> = 0..<0) throws(CSVError) {
    for (at, column) in table.columns.enumerated() where !known.contains(at) {
      try column.read(csv, at, &row)
    }
  }
}

extension CSVWriter {
  /// nil is empty.
  mutating func optionalFlag(_ value: Bool?) {
    if let value { flag(value) } else { empty() }
  }

  /// Writes some of a table's fields.
  package mutating func write<Row>(_ columns: ArraySlice<Column<Row>>, of row: Row) {
    for column in columns { column.write(row, &self) }
  }

  /// Writes a whole row.
  package mutating func write<Row>(_ table: Table<Row>, _ row: Row) {
    write(table.columns[...], of: row)
    endRow()
  }
}
