import GradCommandLine
import GradCore

/// Ids with parameters as the command line writes them: `quadratic:dimension=10,rotation=true`.
enum ParameterText {
  /// The id and its `name=value` pairs.
  static func split(
    _ text: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> (id: String, pairs: [(name: String, word: String)]) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let id = String(parts[0])
    guard parts.count > 1 else { return (id, []) }
    var pairs: [(name: String, word: String)] = []
    for pair in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2 else {
        throw arguments.usageError("\(quoted(id)): \(quoted(String(pair))) is not name=value.")
      }
      pairs.append((String(sides[0]), String(sides[1])))
    }
    return (id, pairs)
  }

  /// The checked value of a parameter that was written as `word`.
  static func value(
    _ word: String, of name: String, in parameters: [Parameter], owner: String,
    _ arguments: ParsedArguments
  ) throws(CommandError) -> ParameterValue {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      throw arguments.unknown("parameter of \(owner)", name, known: parameters.map(\.name))
    }
    switch parameter.check(value(of: word)) {
    case .success(let value): return value
    case .failure(let mistake): throw arguments.usageError("\(owner): \(name) \(mistake).")
    }
  }

  private static func value(of word: String) -> ParameterValue {
    if let integer = Int(word) { return .integer(integer) }
    if let number = Double(word) { return .number(number) }
    if word == "true" || word == "false" { return .flag(word == "true") }
    return .text(word)
  }
}
