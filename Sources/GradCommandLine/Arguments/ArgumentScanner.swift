import GradText

/// Reads the words after the name of a command.
///
/// The first mistake is kept and the scan goes on, because a `--help` further right wins over it.
struct ArgumentScanner {
  private let tool: ToolSpecification
  private let command: CommandSpecification
  private let byLong: [String: OptionSpecification]
  private let byShort: [Character: OptionSpecification]
  private var values: [String: [String]] = [:]
  private var positionals: [String] = []
  private var firstError: CommandError?
  private var wantsHelp = false
  private var wantsVersion = false

  init(tool: ToolSpecification, command: CommandSpecification) {
    self.tool = tool
    self.command = command
    byLong = Dictionary(
      command.allOptions.map { ($0.long, $0) }, uniquingKeysWith: { first, _ in first })
    byShort = Dictionary(
      command.allOptions.compactMap { option in option.short.map { ($0, option) } },
      uniquingKeysWith: { first, _ in first })
  }

  mutating func scan(_ words: ArraySlice<String>) throws(CommandError) -> Invocation {
    var words = words
    while let word = words.popFirst() {
      let bytes = word.utf8
      if word == "--" {
        positionals += words
        break
      } else if bytes.starts(with: "--".utf8) {
        readLong(word, rest: &words)
      } else if bytes.first == UInt8(ascii: "-") && bytes.count > 1 {
        readShort(word, rest: &words)
      } else {
        positionals.append(word)
      }
    }
    if wantsHelp { return .help(command) }
    if wantsVersion { return .version }
    if let firstError { throw firstError }
    let arguments = try assignPositionals()
    for option in command.options where option.isRequired && values[option.long] == nil {
      throw usage("Missing expected option '\(option.usage)'.")
    }
    return .command(
      ParsedArguments(tool: tool, command: command, options: values, arguments: arguments))
  }

  private func usage(_ message: String) -> CommandError {
    .usage(message, hint: tool.usageHint(for: command))
  }

  private mutating func fail(_ error: CommandError) {
    if firstError == nil { firstError = error }
  }

  private mutating func readLong(_ word: String, rest: inout ArraySlice<String>) {
    let (name, value) = splitAtEquals(word)
    guard let option = byLong[String(name.dropFirst(2))] else {
      // Guessing the nearest name is the costly part, so only the first mistake pays for it.
      if firstError == nil { fail(tool.unknownOption(word, command: command)) }
      return
    }
    record(option, value: value, rest: &rest)
  }

  /// Reads `-q`, `-qv`, `-j4`, `-j=4`, `-j 4` and `-qj4`: flags, then at most one with a value.
  private mutating func readShort(_ word: String, rest: inout ArraySlice<String>) {
    var letters = word.unicodeScalars.dropFirst()
    var isFirst = true
    while let letter = letters.popFirst() {
      guard let option = byShort[Character(letter)] else {
        if firstError == nil {
          fail(tool.unknownOption(isFirst ? word : "-\(letter)", command: command))
        }
        return
      }
      isFirst = false
      let isAssigned = letters.first == "="
      if !option.isFlag || isAssigned {
        let value = String(String.UnicodeScalarView(isAssigned ? letters.dropFirst() : letters))
        record(option, value: isAssigned || !value.isEmpty ? value : nil, rest: &rest)
        return
      }
      record(option, value: nil, rest: &rest)
    }
  }

  /// Keeps one occurrence of an option; a value that is not attached is the next word.
  private mutating func record(
    _ option: OptionSpecification, value attached: String?, rest: inout ArraySlice<String>
  ) {
    if option.isFlag {
      if let attached {
        fail(usage("'--\(option.long)' takes no value, but was given \(quotedWord(attached))."))
      } else if option == .help {
        wantsHelp = true
      } else if option == .version {
        wantsVersion = true
      } else {
        values[option.long] = []
      }
      return
    }
    guard let value = attached ?? rest.popFirst() else {
      return fail(usage("Missing value for '\(option.usage)'."))
    }
    if !option.choices.isEmpty && !option.choices.contains(value) {
      return fail(wrongChoice(value, of: "--\(option.long)", choices: option.choices))
    }
    if let earlier = values[option.long]?.first, !option.isRepeatable {
      return fail(
        usage(
          "'--\(option.long)' was given twice, as \(quotedWord(earlier)) and as \(quotedWord(value)). "
            + "Give it once."))
    }
    values[option.long, default: []].append(value)
  }

  private func wrongChoice(_ value: String, of name: String, choices: [String]) -> CommandError {
    let question = didYouMean(value, in: choices)
    return usage("'\(name)' must be \(oneOf(choices)), but is \(quotedWord(value)).\(question)")
  }

  private func assignPositionals() throws(CommandError) -> [String: [String]] {
    var rest = positionals[...]
    var result: [String: [String]] = [:]
    for argument in command.arguments {
      let taken = argument.isRepeatable ? rest : rest.prefix(1)
      rest = rest.dropFirst(taken.count)
      if taken.isEmpty && argument.isRequired {
        throw usage("Missing expected argument '\(argument.label)'.")
      }
      if !argument.choices.isEmpty,
        let wrong = taken.first(where: { !argument.choices.contains($0) })
      {
        throw wrongChoice(wrong, of: argument.label, choices: argument.choices)
      }
      result[argument.name] = Array(taken)
    }
    if let unexpected = rest.first { throw usage("Unexpected argument \(quotedWord(unexpected)).") }
    return result
  }
}
