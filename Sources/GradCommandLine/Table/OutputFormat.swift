/// How a command prints its data: the values of `--format`.
public enum OutputFormat: String, Sendable, CaseIterable {
  case table, json, csv, markdown

  /// The option `--format` of every command that prints data.
  public static let option = OptionSpecification(
    long: "format", valueName: "format", help: "How to print the result.",
    choices: allCases.map(\.rawValue), defaultText: OutputFormat.table.rawValue)
}
