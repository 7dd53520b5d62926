/// Whether progress is shown: the values of `--progress`.
public enum ProgressMode: String, Sendable, CaseIterable {
  /// A line that draws over itself when standard error is a terminal, else nothing.
  case auto
  /// As `auto`, and where there is no terminal a new line every few seconds.
  case always
  case never

  /// The option `--progress`.
  public static let option = OptionSpecification(
    long: "progress", valueName: "when", help: "When to show progress on standard error.",
    choices: allCases.map(\.rawValue), defaultText: ProgressMode.auto.rawValue)
}
