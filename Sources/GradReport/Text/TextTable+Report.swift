import GradText

extension TextTable {
  /// A table of the report. Its rows have a limit, since GitHub does not render a file of half a
  /// megabyte.
  static func report(_ columns: [TableColumn], limit: Int = 300) -> TextTable {
    TextTable(columns, limit: limit)
  }
}

extension TableColumn {
  /// A column of the report under words of its own.
  init(_ title: String, _ alignment: Alignment) {
    self.init(title, title: .literal(title), alignment: alignment, groupsThousands: true)
  }

  /// A column under words of the suite, which two columns may share.
  init(_ title: TableCell, _ alignment: Alignment, number: Int) {
    self.init("column \(number)", title: title, alignment: alignment, groupsThousands: true)
  }
}
