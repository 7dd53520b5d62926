import GradBackends
import GradCommandLine
import GradCore
import GradOptimizers
import GradProblems
import GradText

/// `gradbench list`: the ids of a catalog, a line each.
enum ListCommand: Command {
  static let specification = CommandSpecification(
    name: "list", overview: "List the problems, optimizers or backends that suites can name.",
    arguments: [
      ArgumentSpecification(
        "catalog", help: "What to list.", choices: ["problems", "optimizers", "backends"])
    ],
    options: [OutputFormat.option],
    examples: [
      .init("gradbench list problems"),
      .init("gradbench list optimizers --format csv"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let table =
      switch arguments.argument("catalog") {
      case "optimizers": optimizers
      case "backends": backends
      default: problems
      }
    try Gradbench.write(table, arguments)
    return .success
  }

  private static var problems: TextTable {
    var table = TextTable([
      TableColumn("id"), TableColumn("convex"), TableColumn("parameters"),
      TableColumn("summary"),
    ])
    for entry in ProblemCatalog.standard.entries {
      let isConvex = (try? entry.instance())?.facts.isConvex
      table.append([
        .text(entry.id), isConvex.map { .text($0 ? "yes" : "no") } ?? .empty,
        .text(entry.parameters.map(\.name).joined(separator: " ")), .text(entry.summary),
      ])
    }
    return table
  }

  private static var optimizers: TextTable {
    var table = TextTable([
      TableColumn("id"), TableColumn("default_rate", title: "default rate"),
      TableColumn("summary"), TableColumn("hyperparameters"),
    ])
    for entry in OptimizerCatalog.standard.entries {
      let rate = entry.parameters.first { $0.name == "learningRate" }?.defaultValue.number
      table.append([
        .text(entry.id), TableCell(rate), .text(entry.summary),
        .text(entry.shownValues(of: ParameterValues(entry.allParameters)).text(separator: ";")),
      ])
    }
    return table
  }

  private static var backends: TextTable {
    var table = TextTable([
      TableColumn("id"), TableColumn("exact"),
      TableColumn("cost", title: "cost, n = 10", alignment: .right), TableColumn("summary"),
    ])
    for entry in BackendCatalog.standard.entries {
      table.append([
        .text(entry.id), .text(entry.isExact ? "yes" : "no"),
        .integer(entry.costPerGradient(10)), .text(entry.summary),
      ])
    }
    return table
  }
}
