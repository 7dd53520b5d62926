import GradCommandLine
import GradCore
import GradProblems
import GradText

/// Problems as the command line names them: `quadratic:dimension=10,conditionNumber=1e4,instance=2`.
enum ProblemText {
  static func instance(
    _ text: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> ProblemInstance {
    let (id, pairs) = try ParameterText.split(text, arguments)
    guard let entry = ProblemCatalog.standard[id] else {
      throw arguments.unknown("problem", id, known: ProblemCatalog.standard.entries.map(\.id))
    }
    let instances = pairs.filter { $0.name == "instance" }.map(\.word)
    guard instances.count < 2 else {
      throw arguments.usageError("\(id): 'instance' is given twice.")
    }
    guard let instance = Int(instances.first ?? "1"), instance > 0 else {
      throw arguments.usageError(
        "\(id): instance must be 1 or more, but is \(quoted(instances[0])).")
    }
    let given = try ParameterText.values(
      of: pairs.filter { $0.name != "instance" }, in: entry.parameters, owner: id,
      others: ["instance"], arguments)
    do {
      return try entry.instance(given: given, instance: instance)
    } catch {
      throw arguments.usageError("\(error).")
    }
  }
}
