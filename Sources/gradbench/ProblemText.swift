import GradCommandLine
import GradCore
import GradProblems

/// Problems as the command line names them: `quadratic:dimension=10,conditionNumber=1e4,instance=2`.
enum ProblemText {
  static func instance(
    _ text: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> ProblemInstance {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let id = String(parts[0])
    guard let entry = ProblemCatalog.standard[id] else {
      throw arguments.unknown("problem", id, known: ProblemCatalog.standard.entries.map(\.id))
    }
    var given: [String: ParameterValue] = [:]
    var names: Set<String> = []
    var instance = 1
    if parts.count > 1 {
      for pair in parts[1].split(separator: ",", omittingEmptySubsequences: false) {
        let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2 else {
          throw arguments.usageError("\(id): \(quoted(String(pair))) is not name=value.")
        }
        let (name, word) = (String(sides[0]), String(sides[1]))
        guard names.insert(name).inserted else {
          throw arguments.usageError("\(id): \(quoted(name)) is given twice.")
        }
        if name == "instance" {
          guard let number = Int(word), number > 0 else {
            throw arguments.usageError("\(id): instance must be 1 or more, but is \(quoted(word)).")
          }
          instance = number
          continue
        }
        guard let parameter = entry.parameters.first(where: { $0.name == name }) else {
          throw arguments.unknown(
            "parameter of \(id)", name, known: entry.parameters.map(\.name) + ["instance"])
        }
        switch parameter.check(value(of: word)) {
        case .success(let value): given[name] = value
        case .failure(let mistake):
          throw arguments.usageError("\(id): \(name) \(mistake).")
        }
      }
    }
    do {
      return try entry.instance(given: given, instance: instance)
    } catch {
      throw arguments.usageError("\(error).")
    }
  }

  private static func value(of word: String) -> ParameterValue {
    if let integer = Int(word) { return .integer(integer) }
    if let number = Double(word) { return .number(number) }
    if word == "true" || word == "false" { return .flag(word == "true") }
    return .text(word)
  }
}
