import GradResults
import GradText

/// The documentation page of every column of a run folder, made from the columns' declarations.
package enum TablePage {
  /// `Documentation.docc/Columns.md`.
  package static var markdown: String {
    var text = """
      # Columns

      What stands in the tables of a run folder.

      This page is made from the declarations of the columns: `RECORD_SNAPSHOTS=1 swift test` writes it
      anew. CSV is RFC 4180 and UTF-8 with a header; later versions may add columns behind the last.
      An empty field says not applicable, not measured or not reached; `inf`, `-inf` and `nan` are
      values. Text that a spreadsheet would run has a `'` in front. Ids are text: read them as such
      (`dtype={"trial": str}`), since some, as `4e10000000000000`, are numbers to a spreadsheet.

      """
    for table in TableDescription.ofResults + [
      TableDescription(.summary), TableDescription(.pairs),
    ] {
      text += "\n## \(table.file)\n\n\(table.rows).\n\n"
      var columns = TextTable([
        TableColumn("column", .left), TableColumn("holds", .left), TableColumn("meaning", .left),
      ])
      for column in table.columns {
        columns.append([.code(column.name), .text(column.kind), .text(column.meaning)])
      }
      text += columns.markdown()
    }
    return text
  }
}
