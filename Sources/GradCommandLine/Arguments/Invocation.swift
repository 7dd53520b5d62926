/// What a command line asks for, as ``ToolSpecification/parse(_:)`` found it.
public enum Invocation: Sendable {
  /// The help of one command, or of the whole tool.
  case help(CommandSpecification?)
  /// The version of the tool.
  case version
  /// One command with what was given to it.
  case command(ParsedArguments)
}
