import Foundation
import GradReport
import Testing

/// The documentation of columns against their declarations.
@Suite struct TablePageTests {
  @Test func pageOfColumnsIsMadeFromTheirDeclarations() throws {
    try check(
      TablePage.markdown, snapshot: "../../Sources/GradReport/Documentation.docc/Columns.md")
  }

  /// Each column has a meaning that is more than its name.
  @Test func everyColumnSaysWhatItMeans() {
    let rows = TablePage.markdown.split(separator: "\n").filter { $0.hasPrefix("| `") }
    #expect(rows.count > 100)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(cells.count == 3 && cells[2].count > 5, "\(row)")
    }
  }
}
