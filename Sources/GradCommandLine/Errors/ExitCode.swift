/// What the tool tells its caller when it ends.
public enum ExitCode: Int32, Sendable, CaseIterable {
  /// The command did what was asked. Diverged trials are data, so they count as done.
  case success = 0
  /// A trial failed, a check failed, or an expectation written in the suite was not met.
  case failure = 1
  /// A comparison with a baseline found a regression.
  case regression = 2
  /// Unknown option, command, id or parameter, or a value out of range, on the command line.
  case usage = 64
  /// Malformed text or data: suites, formulas, data files, run folders.
  case dataError = 65
  /// A file that was named is missing or unreadable.
  case noInput = 66
  /// A bug in the tool.
  case software = 70
  /// Output cannot be written.
  case cannotCreate = 73
  /// Ended by HUP, as of a closed terminal; finished trials are written first.
  case hungUp = 129
  /// Ended by INT, the interrupt key; finished trials are written first.
  case interrupted = 130
  /// Ended by TERM; finished trials are written first.
  case terminated = 143

  /// The code for two things that both happened.
  ///
  /// Codes from 64 up stop the command and win, the first of them if both are; then 1, then 2.
  public func combined(with other: ExitCode) -> ExitCode {
    if rawValue >= ExitCode.usage.rawValue { return self }
    if other.rawValue >= ExitCode.usage.rawValue { return other }
    if self == .failure || other == .failure { return .failure }
    return self == .success ? other : self
  }
}
