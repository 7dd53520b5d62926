import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradNumerics
import GradOptimizers
import GradText

/// `gradbench descend`: one optimizer on one problem, every iterate.
enum DescendCommand: Command {
  static let specification = CommandSpecification(
    name: "descend", overview: "Run one optimizer on one problem and print every iterate.",
    discussion:
      "There are no targets and no tolerance: only an iterate that is not finite ends it.",
    arguments: ProblemSource.arguments,
    options: FormulaArguments.options + [
      OptionSpecification(
        long: "start", valueName: "point", help: "Start point, numbers separated by commas.",
        defaultText: "the problem's start; of a formula the origin"),
      OptionSpecification(
        long: "optimizer", valueName: "id", help: "Method of 'gradbench list optimizers'.",
        defaultText: "gradient-descent"),
      OptionSpecification(
        long: "set", valueName: "name=value", help: "A hyperparameter, such as learningRate=0.2.",
        repeatable: true),
      OptionSpecification(
        long: "schedule", valueName: "schedule",
        help: "Schedule with parameters, step:every=10,factor=0.5.", defaultText: "constant"),
      OptionSpecification(
        long: "iterations", valueName: "n", help: "Updates to make.", defaultText: "100"),
      OptionSpecification(
        long: "backend", valueName: "id", help: "Gradient of 'gradbench list backends'.",
        defaultText: "the first of analytic, symbolic, dual that serves"),
      OutputFormat.option,
    ],
    examples: [
      .init("gradbench descend rosenbrock --optimizer adam --set learningRate=0.05"),
      .init("gradbench descend sphere --set learningRate=0.4 --iterations 5 --format csv"),
    ])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let source = try ProblemSource(arguments)
    let problem = source.problem
    let optimizer = try optimizer(arguments)
    let values = try hyperparameters(of: optimizer, arguments)
    let iterations = try arguments.integer("iterations", in: 0...10_000_000) ?? 100
    let schedule = try schedule(arguments, iterations: iterations)
    let start =
      try arguments.text("start").map {
        text throws(CommandError) in try source.point(text, option: "start", arguments)
      } ?? problem.facts.start
    try checkSize(problem.dimension, iterations: iterations, arguments)
    let backend = try BackendChoice.one(for: problem, arguments)
    var monitor: TrialMonitor?
    let work = PackWork<Double>(
      dimension: problem.dimension, oracle: backend.prepared.scalar(), judge: backend.judge,
      rules: rules(problem, iterations: iterations, backend: backend.description),
      schedule: schedule, couplesWeightDecay: optimizer.couplesWeightDecay, stopFlag: StopFlag(),
      starts: [
        TrialStart(trial: 0, point: start, rate: rate(of: values), values: values)
      ], curvature: try curvature(of: problem, for: optimizer, arguments)
    ) { monitor = $0 }
    optimizer.runScalar(work)
    guard let monitor else { throw CommandError("the trial did not run", exitCode: .software) }
    try Gradbench.write(
      table(monitor, schedule: schedule, rate: rate(of: values), names: source.names), arguments)
    if case .notFinite(let part)? = monitor.stop {
      Terminal.standardError.write(
        "diverged at iteration \(monitor.iteration): the \(part) is not finite\n")
    }
    return .success
  }

  private static func curvature(
    of problem: ProblemInstance, for optimizer: OptimizerDescription, _ arguments: ParsedArguments
  ) throws(CommandError) -> Curvature {
    let curvature = BackendCatalog.standard.curvature(problem, optimizer.needs)
    guard curvature.meets(optimizer.needs) else {
      throw arguments.usageError(
        "\(optimizer.id) asks for \(optimizer.needs.text), which \(problem.label) cannot give.")
    }
    return curvature
  }

  /// No rule but finiteness and the number of iterations.
  private static func rules(
    _ problem: ProblemInstance, iterations: Int, backend: BackendDescription
  ) -> TrialRules {
    var thresholds = Thresholds()
    thresholds.divergenceFactor = .infinity
    thresholds.farthestPoint = .infinity
    thresholds.unboundedFall = .infinity
    // No fall is as small as NaN.
    thresholds.stallFall = .nan
    thresholds.stallFallUnknownMinimum = .nan
    return TrialRules(
      iterationLimit: iterations, stopsAtTarget: false, gradientTolerance: -1,
      thresholds: thresholds, tracesEverything: true,
      costPerGradient: backend.costPerGradient(problem.dimension))
  }

  /// Refuses more iterates than memory may hold: all are kept until the last.
  private static func checkSize(
    _ dimension: Int, iterations: Int, _ arguments: ParsedArguments
  ) throws(CommandError) {
    // A coordinate is kept as a number and as a cell, and written as text.
    let bytes = (Double(iterations) + 1) * (200 + 60 * Double(dimension))
    let most = 2e9
    guard bytes > most else { return }
    throw arguments.usageError(
      "\(iterations) iterates of \(dimension) coordinates may take \(roundedText(bytes / 1e9)) GB "
        + "of memory, more than \(roundedText(most / 1e9)) GB. Lower '--iterations'.")
  }

  private static let columns = ["objective", "gradient_norm", "learning_rate"]

  /// The names of the coordinates' columns: a variable named like another column gets a mark.
  private static func columnNames(_ names: [String]) -> [String] {
    var taken = Set(["iteration"] + columns + names)
    return names.map { name in
      guard name == "iteration" || columns.contains(name) else { return name }
      var marked = name + "_"
      while !taken.insert(marked).inserted { marked += "_" }
      return marked
    }
  }

  private static func table(
    _ monitor: TrialMonitor, schedule: Schedule, rate: Double, names: [String]
  ) -> TextTable {
    let trace = monitor.trace
    var table = TextTable(
      [TableColumn("iteration", alignment: .right)]
        + (columns + columnNames(names)).map { TableColumn($0) })
    for (index, row) in trace.rows.enumerated() {
      let point = trace.points[index * trace.dimension..<(index + 1) * trace.dimension]
      table.append(
        [
          .integer(row.iteration), .number(row.objective), .number(row.gradientNorm),
          .number(schedule.rate(rate, at: row.iteration)),
        ] + point.map { .number($0) })
    }
    return table
  }

  // MARK: Options

  private static func optimizer(
    _ arguments: ParsedArguments
  ) throws(CommandError) -> OptimizerDescription {
    let id = arguments.text("optimizer") ?? GradientDescent.id
    guard let optimizer = OptimizerCatalog.standard[id] else {
      throw arguments.unknown(
        "optimizer", id, known: OptimizerCatalog.standard.entries.map(\.id))
    }
    return optimizer
  }

  private static func hyperparameters(
    of optimizer: OptimizerDescription, _ arguments: ParsedArguments
  ) throws(CommandError) -> ParameterValues {
    let pairs = try arguments.pairs("set").map { (name: $0.key, word: $0.value) }
    let given = try ParameterText.values(
      of: pairs, in: optimizer.allParameters, owner: optimizer.id, arguments)
    return ParameterValues(optimizer.allParameters, given: given)
  }

  private static func rate(of values: ParameterValues) -> Double {
    values["learningRate"]?.number ?? 1
  }

  private static func schedule(
    _ arguments: ParsedArguments, iterations: Int
  ) throws(CommandError) -> Schedule {
    let text = arguments.text("schedule") ?? "constant"
    let (id, pairs) = try ParameterText.split(text, arguments)
    guard let description = ScheduleDescription.all.first(where: { $0.id == id }) else {
      throw arguments.unknown("schedule", id, known: ScheduleDescription.all.map(\.id))
    }
    let given = try ParameterText.values(
      of: pairs, in: description.parameters, owner: id, arguments)
    return description.make(
      ParameterValues(description.parameters, given: given), max(iterations, 1), 1)
  }
}
