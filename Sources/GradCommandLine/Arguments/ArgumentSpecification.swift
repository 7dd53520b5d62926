/// One positional argument of a command, as the help and the usage line show it.
public struct ArgumentSpecification: Sendable, Equatable {
  /// The name without angle brackets: `suite` for `<suite>`.
  public let name: String
  /// What the argument is, in one sentence.
  public let help: String
  /// Whether at least one must be given.
  public let isRequired: Bool
  /// Whether it takes all that are left. Only the last argument of a command can.
  public let isRepeatable: Bool
  /// The values allowed, checked while parsing and listed in the help; empty allows any.
  public let choices: [String]

  public init(
    _ name: String, help: String, required: Bool = true, repeatable: Bool = false,
    choices: [String] = []
  ) {
    self.name = name
    self.help = help
    self.isRequired = required
    self.isRepeatable = repeatable
    self.choices = choices
  }
}

extension ArgumentSpecification {
  /// The name as the left column of the help shows it: `<suite>`.
  var label: String { "<\(name)>" }

  /// The name as the usage line shows it: `<suite>`, `<suite>...`, `[<problem>...]`.
  var usage: String {
    let text = label + (isRepeatable ? "..." : "")
    return isRequired ? text : "[\(text)]"
  }

  /// The help with the values allowed behind it.
  var fullHelp: String {
    choices.isEmpty ? help : help + " (values: \(choices.joined(separator: ", ")))"
  }
}
