/// One option of a command: its names, the value it takes, and its line in the help.
///
/// An option without ``valueName`` is a flag. Names are written without dashes: `jobs`, `j`.
public struct OptionSpecification: Sendable, Equatable {
  /// The name of one ASCII letter, `j` for `-j`, if the option has one.
  public let short: Character?
  /// The name in kebab-case, `jobs` for `--jobs`. It is also the key of ``ParsedArguments``.
  public let long: String
  /// What the help shows for the value, `n` for `--jobs <n>`; `nil` for a flag.
  public let valueName: String?
  /// What the option does, in one sentence.
  public let help: String
  /// Whether it may be given several times. A second value of any other option is an error;
  /// a flag given twice says the same thing twice and is accepted.
  public let isRepeatable: Bool
  /// Whether the command cannot run without it.
  public let isRequired: Bool
  /// The values allowed, checked while parsing and listed in the help; empty allows any.
  public let choices: [String]
  /// What the help names as the default, `number of cores`. The parser does not fill it in.
  public let defaultText: String?

  public init(
    short: Character? = nil, long: String, valueName: String? = nil, help: String,
    repeatable: Bool = false, required: Bool = false, choices: [String] = [],
    defaultText: String? = nil
  ) {
    precondition(
      long.utf8.count > 1 && !long.utf8.contains(UInt8(ascii: "=")) && !long.hasPrefix("-"),
      "'\(long)' cannot be the name of an option")
    precondition(
      short.map { $0.isASCII && $0.isLetter } ?? true, "the short name of '\(long)' is no letter")
    precondition(
      valueName != nil || (choices.isEmpty && !repeatable && !required),
      "'\(long)' is a flag, which has no values")
    self.short = short
    self.long = long
    self.valueName = valueName
    self.help = help
    self.isRepeatable = repeatable
    self.isRequired = required
    self.choices = choices
    self.defaultText = defaultText
  }

  /// Whether the option takes no value.
  public var isFlag: Bool { valueName == nil }
}

extension OptionSpecification {
  /// `-h, --help` of every command.
  static let help = OptionSpecification(
    short: "h", long: "help", help: "Show help information.")

  /// `--version` of every command.
  static let version = OptionSpecification(long: "version", help: "Show the version.")

  /// The names and the value as error messages and usage lines show them: `--jobs <n>`.
  var usage: String { "--\(long)" + (valueName.map { " <\($0)>" } ?? "") }

  /// The names and the value as the left column of the help shows them: `-j, --jobs <n>`.
  var label: String { (short.map { "-\($0), " } ?? "") + usage }

  /// The help with the values allowed and the default behind it.
  var fullHelp: String {
    var notes: [String] = []
    if !choices.isEmpty { notes.append("values: " + choices.joined(separator: ", ")) }
    if let defaultText { notes.append("default: " + defaultText) }
    if notes.isEmpty { return help }
    let note = "(" + notes.joined(separator: "; ") + ")"
    return help.isEmpty ? note : help + " " + note
  }
}
