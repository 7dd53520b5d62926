import Foundation
import GradBackends
import GradCommandLine
import GradCore
import GradHarness
import GradResults
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
    let saved = try SavedRun(folder: folder)
    let source = try SuiteSource.again(saved)
    let word = (arguments.argument("trial") ?? "").lowercased()
    let found = source.plan.trials.indices.filter { source.plan.trials[$0].text.hasPrefix(word) }
    guard let trial = found.first, !word.isEmpty else {
      throw arguments.usageError(
        "\(printable(folder, limit: 300)) has no trial \(quoted(word)). See its trials.csv.")
    }
    guard found.count == 1 else {
      throw arguments.usageError(
        "\(found.count) trials begin with \(quoted(word)). Give more digits of one.")
    }
    let plan = source.plan.keeping(trial: trial)
    let trace = Mutex(Trace())
    let runner = Runner(
      plan: plan, backends: .standard,
      options: Runner.Options(jobs: 1, usesLanes: false, trace: .full), control: RunControl())
    let results = runner.run(onTrace: { _, found in trace.withLock { $0 = found } })
    try Gradbench.write(table(trace.withLock { $0 }), arguments)
    if let record = results.records.first ?? nil, let cell = results.cells.first {
      let reason = record.reason(cell: cell, targets: results.targets)
      Terminal.standardError.write(
        "\(source.plan.trials[trial].text) \(cell.problem) \(cell.optimizer): "
          + "\(record.outcome.rawValue), \(reason)\n")
    }
    return .success
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

/// What `run.json` keeps of a run, as far as it takes to make the run again.
struct SavedRun {
  let folder: String
  let suiteText: String
  let suiteFile: String
  let seed: Int

  init(folder: String) throws(CommandError) {
    self.folder = folder
    let path = folder + "/run.json"
    let shown = printable(path, limit: 300)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandError(
        "\(shown) is missing or unreadable. Name a folder that 'gradbench run' wrote.",
        exitCode: .noInput)
    }
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      throw CommandError("\(shown) is not valid JSON.", exitCode: .dataError)
    }
    guard let format = object["format"] as? Int, format == RunFolder.format else {
      throw CommandError(
        "\(shown) has format \(printable("\(object["format"] ?? "none")")); this tool reads \(RunFolder.format).",
        exitCode: .dataError)
    }
    guard let suite = object["suite"] as? [String: Any], let text = suite["text"] as? String else {
      throw CommandError("\(shown) does not hold the suite's text.", exitCode: .dataError)
    }
    suiteText = text
    suiteFile = suite["file"] as? String ?? "suite.json"
    let options = object["options"] as? [String: String] ?? [:]
    seed = options["seed"].flatMap { Int($0) } ?? 0
  }
}
