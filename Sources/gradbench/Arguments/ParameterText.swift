import GradCommandLine
import GradCore
import GradSymbolic
import GradText

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
        throw arguments.usageError("\(printable(id)): \(quoted(String(pair))) is not name=value.")
      }
      pairs.append((String(sides[0]), String(sides[1])))
    }
    return (id, pairs)
  }

  /// The checked values of `name=value` pairs; no parameter stands twice.
  ///
  /// - Parameter others: Names that its caller has read already, for suggestions.
  static func values(
    of pairs: [(name: String, word: String)], in parameters: [Parameter], owner: String,
    others: [String] = [], _ arguments: ParsedArguments
  ) throws(CommandError) -> [String: ParameterValue] {
    var given: [String: ParameterValue] = [:]
    for (name, word) in pairs {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        throw arguments.unknown(
          "parameter of \(owner)", name, known: parameters.map(\.name) + others)
      }
      guard given[name] == nil else {
        throw arguments.usageError("\(owner): \(quoted(name)) is given twice.")
      }
      switch parameter.check(ParameterValue(text: word)) {
      case .success(let value): given[name] = value
      case .failure(let mistake): throw arguments.usageError("\(owner): \(name) \(mistake).")
      }
    }
    return given
  }
}
