/// A reason to stop a command: what to tell the user, and with which exit code.
///
/// Commands translate the errors of the modules below into it, since only they know whether a
/// text came from the command line (64) or from a file (65).
public struct CommandError: Error, Sendable, Equatable {
  /// One or more mistakes, each a sentence without "Error:" in front.
  public let messages: [String]
  /// What the process ends with.
  public let exitCode: ExitCode
  /// The usage line and where to read more; `nil` unless the command line itself is wrong.
  public let usageHint: String?

  public init(_ messages: [String], exitCode: ExitCode) {
    self.messages = messages
    self.exitCode = exitCode
    self.usageHint = nil
  }

  public init(_ message: String, exitCode: ExitCode) {
    self.init([message], exitCode: exitCode)
  }

  private init(message: String, usageHint: String) {
    self.messages = [message]
    self.exitCode = .usage
    self.usageHint = usageHint
  }

  /// A mistake on the command line, followed by the usage of the command.
  static func usage(_ message: String, hint: String) -> CommandError {
    CommandError(message: message, usageHint: hint)
  }

  /// Whether the usage line is shown below the messages.
  public var showsUsage: Bool { usageHint != nil }
}

extension CommandError: CustomStringConvertible {
  /// All that goes to standard error, without a newline at the end.
  public var description: String {
    let lines = messages.map { "Error: " + $0 }
    return (lines + (usageHint.map { [$0] } ?? [])).joined(separator: "\n")
  }
}
