/// A table as its documentation tells it, whatever its rows are.
package struct TableDescription: Sendable {
  package struct Column: Sendable {
    package var name: String
    package var kind: String
    package var meaning: String
  }

  /// `trials.csv`.
  package var file: String
  /// What its rows are.
  package var rows: String
  package var columns: [Column]

  package init<Row>(_ table: Table<Row>) {
    file = table.file
    rows = table.rows
    columns = table.columns.map {
      Column(name: $0.name, kind: $0.kind.rawValue, meaning: $0.meaning)
    }
  }

  /// The tables that this module declares, in the order in which a reader meets them.
  package static let ofResults: [TableDescription] = [
    TableDescription(.trials), TableDescription(.targets), TableDescription(.traces),
    TableDescription(.cells), TableDescription(.timings), TableDescription(.instructionCounts),
  ]
}
