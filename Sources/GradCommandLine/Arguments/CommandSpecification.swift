/// One command: the single list from which parsing, help and suggestions come.
public struct CommandSpecification: Sendable {
  /// A command line to copy, and what it does.
  public struct Example: Sendable, Equatable {
    /// The whole line, `gradbench run suites/convex.json -j 4`.
    public let command: String
    /// What it does, in one sentence; may be empty.
    public let help: String

    public init(_ command: String, help: String = "") {
      self.command = command
      self.help = help
    }
  }

  /// The verb that calls the command, `run`.
  public let name: String
  /// What the command does, in one sentence.
  public let overview: String
  /// Paragraphs below the overview; may be empty.
  public let discussion: String
  /// The positional arguments in their order.
  public let arguments: [ArgumentSpecification]
  /// The options in the order of the help, without `--version` and `--help`, which all have.
  public let options: [OptionSpecification]
  /// Long names of options that are planned: not in the help, and an error that says so.
  public let unavailableOptions: [String]
  /// Lines to copy, at the end of the help.
  public let examples: [Example]

  public init(
    name: String, overview: String, discussion: String = "",
    arguments: [ArgumentSpecification] = [], options: [OptionSpecification] = [],
    unavailableOptions: [String] = [], examples: [Example] = []
  ) {
    let names = options.map(\.long) + unavailableOptions + ["help", "version"]
    precondition(Set(names).count == names.count, "'\(name)' has two options of one name")
    let letters = options.compactMap(\.short) + ["h"]
    precondition(Set(letters).count == letters.count, "'\(name)' has two options of one letter")
    precondition(
      arguments.dropLast().allSatisfy { !$0.isRepeatable && $0.isRequired },
      "only the last argument of '\(name)' can be repeatable or left out")
    self.name = name
    self.overview = overview
    self.discussion = discussion
    self.arguments = arguments
    self.options = options
    self.unavailableOptions = unavailableOptions
    self.examples = examples
  }
}

extension CommandSpecification {
  /// All options, with those that every command has, in the order of the help.
  var allOptions: [OptionSpecification] { options + [.version, .help] }

  /// What follows the command's name in the usage line.
  var usage: String {
    let required = options.filter(\.isRequired).map(\.usage)
    let optional = options.contains { !$0.isRequired } ? ["[<options>]"] : []
    return ([name] + arguments.map(\.usage) + required + optional).joined(separator: " ")
  }
}
