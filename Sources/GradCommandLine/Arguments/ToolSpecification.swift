/// A tool with its commands: what is parsed, and what help and error messages are made from.
public struct ToolSpecification: Sendable {
  /// The name people type, `gradbench`.
  public let name: String
  /// What the tool does, in one sentence.
  public let overview: String
  /// What `--version` prints.
  public let version: String
  /// The commands in the order of the help.
  public let commands: [CommandSpecification]
  /// Names of commands that are planned: not in the help, and an error that says so.
  public let unavailableCommands: [String]

  public init(
    name: String, overview: String, version: String, commands: [CommandSpecification],
    unavailableCommands: [String] = []
  ) {
    let names = commands.map(\.name) + unavailableCommands + ["help"]
    precondition(Set(names).count == names.count, "'\(name)' has two commands of one name")
    self.name = name
    self.overview = overview
    self.version = version
    self.commands = commands
    self.unavailableCommands = unavailableCommands
  }
}

extension ToolSpecification {
  /// The command of this name, if it is available.
  public func command(named name: String) -> CommandSpecification? {
    commands.first { $0.name == name }
  }

  /// The two lines that end every usage error.
  func usageHint(for command: CommandSpecification?) -> String {
    let call = command.map { "\(name) \($0.name)" } ?? name
    return """
      Usage: \(name) \(command?.usage ?? "<subcommand>")
        See '\(call) --help' for more information.
      """
  }
}
