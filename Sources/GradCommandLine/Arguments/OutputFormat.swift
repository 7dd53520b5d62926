public import GradText

/// How a command prints its data: the values of `--format`.
public enum OutputFormat: String, Sendable, CaseIterable {
  case table, json, csv, markdown

  /// The option `--format` of every command that prints data.
  public static let option = OptionSpecification(
    long: "format", valueName: "format", help: "How to print the result.",
    choices: allCases.map(\.rawValue), defaultText: OutputFormat.table.rawValue)
}

extension TextTable {
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
