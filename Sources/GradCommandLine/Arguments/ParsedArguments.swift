import GradText

/// What was given to one command, with accessors that check and convert.
///
/// Every accessor takes the long name of an option of the command; a name that the command does
/// not have is a programmer's mistake and traps. What the user wrote never traps: it throws a
/// usage error (exit code 64) that names the option and what is allowed.
public struct ParsedArguments: Sendable {
  /// The command that was called.
  public let command: CommandSpecification
  private let tool: ToolSpecification
  private let options: [String: [String]]
  private let arguments: [String: [String]]

  init(
    tool: ToolSpecification, command: CommandSpecification, options: [String: [String]],
    arguments: [String: [String]]
  ) {
    self.tool = tool
    self.command = command
    self.options = options
    self.arguments = arguments
  }
}

// MARK: - Positional arguments

extension ParsedArguments {
  /// All values of a positional argument, in their order; empty if it was left out.
  public func arguments(_ name: String) -> [String] {
    guard let values = arguments[name] else {
      preconditionFailure("'\(command.name)' has no argument '\(name)'")
    }
    return values
  }

  /// The value of a positional argument, or `nil` if it was left out.
  public func argument(_ name: String) -> String? { arguments(name).first }
}

// MARK: - Options

extension ParsedArguments {
  /// Whether a flag was given.
  public func flag(_ name: String) -> Bool {
    precondition(specification(name).isFlag, "'--\(name)' of '\(command.name)' takes a value")
    return options[name] != nil
  }

  /// Whether an option was given, with or without a value.
  public func has(_ name: String) -> Bool {
    _ = specification(name)
    return options[name] != nil
  }

  /// The value of an option, or `nil` if it was not given.
  public func text(_ name: String) -> String? {
    precondition(!specification(name).isRepeatable, "'--\(name)' has many values: use list")
    return list(name).first
  }

  /// All values of a repeatable option, in their order.
  public func list(_ name: String) -> [String] {
    precondition(!specification(name).isFlag, "'--\(name)' of '\(command.name)' is a flag")
    return options[name] ?? []
  }

  /// The value of an option as an integer, or `nil` if it was not given.
  ///
  /// Decimal digits with an optional sign; neither `4.0` nor `1e3` nor blanks are integers.
  public func integer<Value: FixedWidthInteger>(
    _ name: String, in range: ClosedRange<Value>
  ) throws(CommandError) -> Value? {
    guard let text = text(name) else { return nil }
    if let value = Value(text), range.contains(value) { return value }
    let allowed: String
    switch (range.lowerBound == Value.min, range.upperBound == Value.max) {
    case (true, true): allowed = "an integer"
    case (false, true): allowed = "an integer of at least \(range.lowerBound)"
    case (true, false): allowed = "an integer of at most \(range.upperBound)"
    case (false, false): allowed = "an integer from \(range.lowerBound) to \(range.upperBound)"
    }
    throw mustBe(name, allowed, text)
  }

  /// The value of an option as a finite number, or `nil` if it was not given.
  ///
  /// - Parameter range: With an infinite end the message leaves that end out.
  public func number(
    _ name: String, in range: ClosedRange<Double> = -.infinity ... .infinity
  ) throws(CommandError) -> Double? {
    guard let text = text(name) else { return nil }
    if let value = decimalNumber(text), range.contains(value) { return value }
    let low = shortestText(range.lowerBound)
    let high = shortestText(range.upperBound)
    let allowed: String
    switch (range.lowerBound.isFinite, range.upperBound.isFinite) {
    case (false, false): allowed = "a finite number"
    case (true, false): allowed = "a number of at least \(low)"
    case (false, true): allowed = "a number of at most \(high)"
    case (true, true): allowed = "a number from \(low) to \(high)"
    }
    throw mustBe(name, allowed, text)
  }

  /// The value of an option as one of the cases of an enum, or `nil` if it was not given.
  public func choice<Value: RawRepresentable & CaseIterable>(
    _ name: String, as type: Value.Type = Value.self
  ) throws(CommandError) -> Value? where Value.RawValue == String {
    guard let text = text(name) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let allowed = Value.allCases.map(\.rawValue)
    throw mustBe(name, oneOf(allowed), text, candidates: allowed)
  }

  /// The value of an option as one of some words, or `nil` if it was not given.
  public func choice(_ name: String, of allowed: [String]) throws(CommandError) -> String? {
    guard let text = text(name) else { return nil }
    if allowed.contains(text) { return text }
    throw mustBe(name, oneOf(allowed), text, candidates: allowed)
  }

  /// The values of a repeatable option split at their first `=`: `--set beta1=0.9`.
  ///
  /// The part after the `=` may hold further ones and may be empty; the key may not.
  public func pairs(_ name: String) throws(CommandError) -> [(key: String, value: String)] {
    var result: [(key: String, value: String)] = []
    for text in list(name) {
      let (key, value) = splitAtEquals(text)
      guard let value, !key.isEmpty else { throw mustBe(name, "of the form name=value", text) }
      result.append((key, value))
    }
    return result
  }
}

// MARK: - Errors

extension ParsedArguments {
  /// A usage error of this command, for what only the command itself can check.
  public func usageError(_ message: String) -> CommandError {
    .usage(message, hint: tool.usageHint(for: command))
  }

  /// A usage error for a word that is not among the known ones: `Unknown problem 'spher'. Did
  /// you mean 'sphere'?`
  public func unknown(_ kind: String, _ word: String, known: [String]) -> CommandError {
    usageError("Unknown \(kind) \(quotedWord(word)).\(didYouMean(word, in: known))")
  }

  private func mustBe(
    _ name: String, _ allowed: String, _ text: String, candidates: [String] = []
  ) -> CommandError {
    let question = candidates.isEmpty ? "" : didYouMean(text, in: candidates)
    return usageError("'--\(name)' must be \(allowed), but is \(quotedWord(text)).\(question)")
  }

  private func specification(_ name: String) -> OptionSpecification {
    guard let option = command.options.first(where: { $0.long == name }) else {
      preconditionFailure("'\(command.name)' has no option '--\(name)'")
    }
    return option
  }
}

/// "'none', 'sampled' or 'full'".
func oneOf(_ words: [String]) -> String {
  words.isEmpty ? "nothing" : enumeration(words.map { "'\($0)'" }, "or")
}

/// A finite number in decimal notation; `Double` itself would also take `0x1p3` and `nan`.
private func decimalNumber(_ text: String) -> Double? {
  let isDecimal = text.utf8.allSatisfy { byte in
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
  }
  guard isDecimal, let value = Double(text), value.isFinite else { return nil }
  return value
}
