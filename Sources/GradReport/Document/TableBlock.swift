public import GradText

/// A table with what must be said beside it.
public struct TableBlock: Sendable, Equatable {
  /// What this table shows, where several stand below each other; empty: what stands above says it.
  public var title: Phrase
  /// How its cells are read.
  public var legend: Phrase
  public var table: TextTable
  /// What is left out, and where all of it is.
  public var note: Phrase

  /// - Parameter note: nil tells how many rows the table's limit left out, if any.
  public init(
    _ table: TextTable, title: Phrase = Phrase(), legend: Phrase = Phrase(), note: Phrase? = nil
  ) {
    self.title = title
    self.legend = legend
    self.table = table
    self.note = note ?? Self.remainder(of: table)
  }

  private static func remainder(of table: TextTable) -> Phrase {
    guard table.rowCount > table.rows.count else { return Phrase() }
    return """
      Here are the first \(literal: "\(table.rows.count) of \(countText(table.rowCount))") rows; \
      all are in \(code: "summary.csv").
      """
  }
}
