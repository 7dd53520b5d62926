import GradText

extension ToolSpecification {
  /// Reads a command line, without the name of the tool at its front.
  ///
  /// No words at all ask for help. `help run` and `run --help` are the same; `--help`, and after
  /// it `--version`, win over a mistake elsewhere on the line, but not over an unknown command.
  /// The word after an option that takes a value is its value, whatever it looks like.
  ///
  /// - Throws: A usage error (exit code 64) for the first mistake from left to right.
  public func parse(_ words: [String]) throws(CommandError) -> Invocation {
    var wantsHelp = words.isEmpty
    var wantsVersion = false
    var index = 0
    scan: while index < words.count {
      let word = words[index]
      switch word {
      case "--help", "-h": wantsHelp = true
      case "--version": wantsVersion = true
      case "--":
        index += 1
        break scan
      default:
        guard word.utf8.first == UInt8(ascii: "-"), word.utf8.count > 1 else { break scan }
        if wantsHelp { return .help(nil) }
        if wantsVersion { return .version }
        throw unknownOption(word, command: nil)
      }
      index += 1
    }
    guard index < words.count else {
      if wantsVersion && !wantsHelp { return .version }
      return .help(nil)
    }
    let rest = words[(index + 1)...]
    if words[index] == "help" { return try parseHelp(rest) }
    let command = try find(words[index])
    if wantsHelp { return .help(command) }
    if wantsVersion { return .version }
    var scanner = ArgumentScanner(tool: self, command: command)
    return try scanner.scan(rest)
  }

  /// The words after `help`: nothing, or the name of one command.
  private func parseHelp(_ words: ArraySlice<String>) throws(CommandError) -> Invocation {
    let names = words.filter { $0 != "--help" && $0 != "-h" }
    guard let name = names.first else { return .help(nil) }
    if name == "help" && names.count == 1 { return .help(nil) }
    let command = try find(name)
    if names.count > 1 {
      throw .usage(
        "Unexpected argument \(quotedWord(names[1])).", hint: usageHint(for: nil))
    }
    return .help(command)
  }

  private func find(_ name: String) throws(CommandError) -> CommandSpecification {
    if let command = command(named: name) { return command }
    let hint = usageHint(for: nil)
    if unavailableCommands.contains(name) {
      throw .usage("Command '\(name)' is not available yet.", hint: hint)
    }
    let question = didYouMean(name, in: commands.map(\.name) + ["help"])
    throw .usage("Unknown command \(quotedWord(name)).\(question)", hint: hint)
  }

  /// The error for an option that nobody knows, or that is planned.
  ///
  /// - Parameter word: The word as given, with its dashes and perhaps `=value`.
  func unknownOption(_ word: String, command: CommandSpecification?) -> CommandError {
    let hint = usageHint(for: command)
    let (name, _) = splitAtEquals(word)
    let bare = String(decoding: name.utf8.drop { $0 == UInt8(ascii: "-") }, as: UTF8.self)
    if let command, command.unavailableOptions.contains(bare) {
      return .usage("Option '--\(bare)' is not available yet.", hint: hint)
    }
    let known = command?.allOptions ?? [.version, .help]
    if known.contains(where: { "--\($0.long)" == name }) {
      return .usage("'\(name)' takes no value.", hint: hint)
    }
    // A single letter is near every other letter: no guess is better than a wild one.
    let question =
      bare.utf8.count < 2 ? "" : didYouMean(bare, in: known.map(\.long), prefix: "--")
    return .usage("Unknown option \(quotedWord(name)).\(question)", hint: hint)
  }
}

/// The word up to its first `=`, and what follows it, if there is one.
///
/// Works on bytes: to `Character`, an `=` with a combining mark behind it is another letter.
func splitAtEquals(_ word: String) -> (name: String, value: String?) {
  guard let index = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (word, nil) }
  let value = word.utf8[word.utf8.index(after: index)...]
  return (
    String(decoding: word.utf8[..<index], as: UTF8.self), String(decoding: value, as: UTF8.self)
  )
}
