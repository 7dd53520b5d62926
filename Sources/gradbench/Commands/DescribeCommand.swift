import GradBackends
import GradCommandLine
import GradCore
import GradOptimizers
import GradProblems
import GradText

/// `gradbench describe`: one catalog entry, for people.
enum DescribeCommand: Command {
  static let specification = CommandSpecification(
    name: "describe", overview: "Describe one problem, optimizer, backend or schedule.",
    arguments: [
      ArgumentSpecification(
        "id",
        help: "An id of 'gradbench list', or a schedule; a problem may have parameters, "
          + "quadratic:dimension=10,conditionNumber=1e4,instance=2.")
    ],
    examples: [
      .init("gradbench describe rosenbrock:dimension=10"), .init("gradbench describe adam"),
      .init("gradbench describe cosine"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let word = arguments.argument("id") ?? ""
    let id = String(word.prefix { $0 != ":" })
    var page = HelpText(width: Terminal.standardOutput.width)
    if ProblemCatalog.standard[id] != nil {
      let problem = try ProblemText.instance(word, arguments)
      ProblemPage(problem).add(to: &page)
    } else if let optimizer = OptimizerCatalog.standard[id] {
      add(optimizer, to: &page)
    } else if let backend = BackendCatalog.standard[id] {
      add(backend, to: &page)
    } else if let schedule = ScheduleDescription.all.first(where: { $0.id == id }) {
      page.addParagraph("\(id): Learning-rate schedule")
      page.addParagraph("  rate of step k = \(schedule.formula)", indent: 4)
      page.addSection("PARAMETERS", rows: schedule.parameters.map(row))
    } else {
      let known =
        ProblemCatalog.standard.entries.map(\.id) + OptimizerCatalog.standard.entries.map(\.id)
        + BackendCatalog.standard.entries.map(\.id) + ScheduleDescription.all.map(\.id)
      throw arguments.unknown("id", id, known: known)
    }
    guard id == word || ProblemCatalog.standard[id] != nil else {
      throw arguments.usageError(
        "Only problems are described with parameters: write '\(id)' alone.")
    }
    try Gradbench.write(page.text)
    return .success
  }

  private static func add(_ entry: OptimizerDescription, to page: inout HelpText) {
    page.addParagraph("\(entry.id): \(entry.summary)")
    page.addParagraph("  \(entry.formula)", indent: 4)
    var facts: [(label: String, help: String)] = []
    if let edge = entry.stabilityEdge(1, ParameterValues(entry.allParameters)) {
      let formula = edge.formula
      facts.append(
        ("stable", "learning rates below \(formula), at the defaults \(shortestText(edge.rate))/L"))
    }
    facts.append(("source", entry.source))
    page.addSection("FACTS", rows: facts)
    page.addSection("PARAMETERS", rows: entry.allParameters.map(row))
  }

  private static func add(_ entry: BackendDescription, to page: inout HelpText) {
    page.addParagraph("\(entry.id): \(entry.summary)")
    let (small, large) = (entry.costPerGradient(2), entry.costPerGradient(100))
    let cost = small == large ? "\(small)" : "\(small) at n = 2, \(large) at n = 100"
    page.addSection(
      "FACTS",
      rows: [
        ("derivatives", entry.isExact ? "exact to rounding" : "approximate"),
        ("cost of a gradient", cost),
      ])
    if !entry.parameters.isEmpty {
      page.addSection("PARAMETERS", rows: entry.parameters.map(row))
    }
  }

  /// A line of the section PARAMETERS.
  static func row(of parameter: Parameter) -> (label: String, help: String) {
    (
      parameter.name,
      "\(parameter.summary) (\(parameter.requirement); default: \(parameter.defaultValue))"
    )
  }
}
