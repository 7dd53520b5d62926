import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradResults
import GradText
import Synchronization

/// `gradbench replay`: one trial of a run again, every iterate.
enum ReplayCommand: Command {
  static let specification = CommandSpecification(
    name: "replay", overview: "Run one trial of a run again and print every iteration.",
    discussion: "The suite is taken from the run's run.json; the trial has the same bits as then.",
    arguments: [
      ArgumentSpecification("run", help: "Run folder."),
      ArgumentSpecification(
        "trial", help: "Trial of trials.csv, or the first digits of its name."),
    ],
    options: [OutputFormat.option],
    examples: [.init("gradbench replay results/convex/2026-11-21T010802Z 8f3a --format csv")])

  static func run(_ arguments: ParsedArguments) throws(CommandError) -> ExitCode {
    let folder = arguments.argument("run") ?? ""
    let source = try SuiteSource.again(folder: folder)
    let word = (arguments.argument("trial") ?? "").lowercased()
    let plans = word.isEmpty ? [] : plans(of: word, source.plan, folder)
    guard let plan = plans.first else {
      throw arguments.usageError(
        "\(printable(folder, limit: 300)) has no trial \(quoted(word)). See its trials.csv.")
    }
    guard plans.count == 1 else {
      throw arguments.usageError(
        "\(plans.count) trials begin with \(quoted(word)). Give more digits of one.")
    }
    let trace = Mutex(Trace())
    let runner = Runner(
      plan: plan, backends: .standard,
      options: Runner.Options(jobs: 1, usesLanes: false, trace: .full), stopFlag: StopFlag())
    let results = runner.run(onTrace: { _, found in trace.withLock { $0 = found } })
    try Gradbench.write(table(trace.withLock { $0 }), arguments)
    if let record = results.records.first ?? nil, let cell = results.cells.first {
      let reason = record.reason(cell: cell, targets: results.targets)
      Terminal.standardError.write(
        "\(plan.trials[0].text) \(cell.problem.label) \(cell.optimizer): "
          + "\(record.outcome.rawValue), \(reason)\n")
    }
    return .success
  }

  /// A plan for each trial that begins so: of the sweep, else of the confirming ones, which the run's
  /// files alone tell.
  private static func plans(of word: String, _ plan: Plan, _ folder: String) -> [Plan] {
    let found = plan.trials.indices.filter { plan.trials[$0].text.hasPrefix(word) }
    guard found.isEmpty else { return found.map(plan.keeping(trial:)) }
    guard let run = try? Run.read(folder: folder) else { return [] }
    return run.confirmingTrials.filter { run.trials[$0].text.hasPrefix(word) }
      .compactMap { plan.confirming(trial: $0, of: run) }
  }

  private static func table(_ trace: Trace) -> TextTable {
    let names = (0..<trace.dimension).map { "x\($0 + 1)" }
    let measured = ["objective", "gradient_norm", "step_norm", "learning_rate"] + names
    var table = TextTable(
      [
        TableColumn("iteration", alignment: .right), TableColumn("cost", alignment: .right),
      ] + measured.map { TableColumn($0, alignment: .left) })
    for (index, row) in trace.rows.enumerated() {
      let numbers = [row.objective, row.gradientNorm, row.stepNorm, row.learningRate]
      let point = trace.points[index * trace.dimension..<(index + 1) * trace.dimension]
      table.append(
        [.integer(row.iteration), .integer(row.cost)]
          + numbers.map { $0.isNaN ? .empty : .number($0) } + point.map { .number($0) })
    }
    return table
  }
}
