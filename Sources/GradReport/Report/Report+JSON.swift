import GradResults
import GradText

extension Report {
  /// The report as JSON, for programs: `gradbench report --format json`.
  ///
  /// Names and meanings are those of the ranking's rules, whose number is `criterion`. What the rules
  /// of today do not say is null.
  public var json: String { tree.text }

  private var tree: JSONTree {
    .object([
      .init("suite", .text(run.suite.name)),
      .init("criterion", .integer(Run.criterion)),
      .init("target", target.map { .text(run.targets[$0].text) } ?? .null),
      .init("reference", .null),
      .init("trials", .integer(run.sweepCount)),
      .init("finished", .integer(run.finishedCount)),
      .init(
        "backend", .text(Set(study.tasks.map(\.backend)).sorted().joined(separator: ", "))),
      .init("groups", .array(target.map { [group(at: $0)] } ?? [])),
      .init("floors", NoiseFloors(study).tree),
      .init("failures", .array(failures.map(tree(of:)))),
      .init("answer", .array(answer.map { .text($0.plain) })),
      .init("unmetExpectations", .array((information?.unmetExpectations ?? []).map(JSONTree.text))),
    ])
  }

  private func group(at target: Int) -> JSONTree {
    let counted = study.rankedTasks(at: target)
    let tasks = study.tasks(at: target)
    let ranked = standings.filter(\.isComparable)
    return .object([
      .init("name", .text("all")),
      .init("families", .integer(Set(counted.map { study.tasks[$0].problem.family }).count)),
      .init("tasks", .integer(counted.count)),
      .init("ranking", .array(ranked.map(tree(of:)))),
      .init("pairs", .array(settingPairs.map(tree(of:)))),
      .init("taskList", .array(tasks.enumerated().map { tree(ofTask: $1, at: $0) })),
      .init(
        "notRanked",
        .array(
          standings.filter { !$0.isComparable }.map { standing in
            .object(
              identity(of: standing.setting) + [
                .init("reason", .text(missing(standing, tasks, counted)))
              ])
          })),
    ])
  }

  private func identity(of setting: Int) -> [JSONTree.Member] {
    let one = study.settings[setting]
    return [
      .init("setting", .text(study.label(setting))), .init("optimizer", .text(one.optimizer)),
      .init("hyperparameters", .text(one.hyperparameters)),
      .init("schedule", .text(one.schedule.text)),
    ]
  }

  private func tree(of standing: Standing) -> JSONTree {
    .object(
      identity(of: standing.setting) + [
        .init("rank", .integer(standing.rank)), .init("isTied", .boolean(standing.isTied)),
        .init("ratio", number(standing.costRatio)),
        .init("ratioLow", number(standing.costInterval?.lower)),
        .init("ratioHigh", number(standing.costInterval?.upper)),
        .init("solved", .integer(standing.tuned.hits)),
        .init("held", .integer(standing.tuned.held)),
        .init("trials", .integer(standing.tuned.trials)),
        .init("expectedCost", .number(standing.tuned.expectedCost)),
        .init("ratesTried", .integer(standing.ratesTried)),
        .init(
          "oneRate",
          standing.oneRate.map { rate, score in
            .object([
              .init("learningRate", .number(rate)), .init("solved", .integer(score.hits)),
              .init("trials", .integer(score.trials)),
            ])
          } ?? .null),
        .init(
          "default",
          standing.defaultRate.map { score in
            .object([
              .init("solved", .integer(score.hits)), .init("trials", .integer(score.trials)),
            ])
          } ?? .null),
      ])
  }

  private func tree(of pair: SettingPair) -> JSONTree {
    .object([
      .init("a", .text(study.label(pair.a))), .init("b", .text(study.label(pair.b))),
      .init("pairs", .integer(pair.pairs)), .init("winsA", .integer(pair.winsA)),
      .init("winsB", .integer(pair.winsB)), .init("ties", .integer(pair.ties)),
      .init("ratio", number(pair.ratio)),
      .init("ratioLow", number(pair.ratioInterval?.lower)),
      .init("ratioHigh", number(pair.ratioInterval?.upper)),
      .init("p", number(pair.correctedP)),
    ])
  }

  /// - Parameter position: Of the task among those of the target.
  private func tree(ofTask task: Int, at position: Int) -> JSONTree {
    let one = study.tasks[task]
    let rates = standings.compactMap { standing -> JSONTree.Member? in
      guard let cell = standing.chosenCells[position], let rate = run.cells[cell].learningRate
      else {
        return nil
      }
      return .init(study.label(standing.setting), .number(rate))
    }
    return .object([
      .init("problem", .text(one.problem.label)),
      .init("dimension", .integer(one.problem.dimension)),
      .init("instance", .integer(one.problem.instance)),
      .init(
        "batchSize",
        one.batchSize == .deterministic ? .null : .text(one.batchSize.description)),
      .init("backend", .text(one.backend)), .init("family", .text(one.problem.family)),
      .init("scale", number(one.problem.facts.scale)), .init("rates", .object(rates)),
    ])
  }

  /// The first task that a setting lacks.
  private func missing(_ standing: Standing, _ tasks: [Int], _ counted: Set<Int>) -> String {
    let position = tasks.indices.first {
      counted.contains(tasks[$0]) && standing.chosenCells[$0] == nil
    }
    return position.map { "did not run \(study.tasks[tasks[$0]].label)" } ?? ""
  }

  private func tree(of failure: Failure) -> JSONTree {
    .object([
      .init("what", .text(failure.kind.name)),
      .init("outcome", .text(failure.kind.outcome.rawValue)),
      .init("trials", .integer(failure.count)),
      .init("hitsBefore", .integer(failure.hitsBefore)),
      .init(
        "optimizers",
        .object(failure.shares.map { .init($0.optimizer, .integer($0.count)) })),
      .init("problems", .integer(failure.problemCount)),
      .init("example", .text(run.trials[failure.example].text)),
      .init("exampleName", .text(failure.exampleName)),
      .init("reason", .text(failure.reason)),
    ])
  }

  private func number(_ value: Double?) -> JSONTree { value.map(JSONTree.number) ?? .null }
}
