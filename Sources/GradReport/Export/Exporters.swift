/// The formats of reports.
public enum Exporters {
  public static let markdown: any Exporter = MarkdownExporter()
  public static let json: any Exporter = JSONExporter()

  /// All of them, in the order of the help.
  public static let all: [any Exporter] = [markdown, json]

  /// The format of a name; nil: there is none.
  public static func named(_ name: String) -> (any Exporter)? { all.first { $0.name == name } }
}
