import Foundation
import GradCore
public import GradResults
import GradText

/// `report.md`: the answer, the ranking and the failures on the first screen, all else folded.
///
/// A pure function of what the run found; only the last section, *Machine*, tells where and when.
public struct Report {
  private(set) var study: Study
  let target: Int?
  let standings: [Standing]
  private let comparisons: [BackendComparison]
  let settingPairs: [SettingPair]

  /// - Parameter target: The position of the target to rank at; nil: the study's own.
  public init(_ run: Run, summary: Summary, target: Int? = nil) {
    study = Study(run, summary)
    let target = target ?? study.rankingTarget
    self.target = target
    standings = target.map(study.standings) ?? []
    comparisons = BackendComparison.all(study)
    settingPairs =
      target.map { [study, standings] in
        study.comparisons(of: standings, at: $0)
      } ?? []
  }

  /// The run that it tells of.
  public var run: Run { study.run }

  /// What the section *Machine* tells; nil: nothing was recorded.
  public var information: RunInformation? {
    get { study.run.information }
    set { study.run.information = newValue }
  }

  /// What iterations took; nil: they were not timed.
  public var timings: Timings? {
    get { study.run.timings }
    set { study.run.timings = newValue }
  }

  /// Writes `summary.csv`.
  public func writeSummary(to folder: inout RunFolder) throws(RunFolderError) {
    try study.summary.write(run, to: &folder)
  }

  /// Writes `comparisons.csv`: every pair of settings at the ranking's target.
  public func writeComparisons(to folder: inout RunFolder) throws(RunFolderError) {
    try folder.write(.pairs) { writer throws(RunFolderError) in
      for pair in settingPairs {
        writer.write(
          .pairs,
          PairRow(
            target: target.map { run.targets[$0].text } ?? "", a: study.settings[pair.a],
            b: study.settings[pair.b], pair: pair))
      }
    }
  }

  public var markdown: String {
    var lines = [title, ""]
    lines += Answer(
      study: study, standings: standings, target: target, comparisons: comparisons,
      unmetExpectations: run.information?.unmetExpectations ?? []
    ).lines()
    if let target, !standings.isEmpty {
      lines += [
        "", "## Ranking at target \(MarkdownText.escaped(run.targets[target].text))", "",
      ]
      lines += RankingTable(study: study, standings: standings, target: target).lines()
    }
    lines += ["", "## What failed, and why", ""]
    lines += FailureTable(study: study, target: target).lines()
    lines += details()
    lines += ["", "## Machine", ""] + machine()
    return lines.joined(separator: "\n") + "\n"
  }

  private var title: String {
    let name = MarkdownText.escaped(run.suite.name)
    let question = MarkdownText.escaped(run.suite.description)
    return "# " + (question.isEmpty ? name : "\(name): \(question)")
  }

  // MARK: Folded sections

  private func details() -> [String] {
    var lines: [String] = []
    if let target, !standings.isEmpty {
      let text = MarkdownText.escaped(run.targets[target].text)
      if study.tasks.count > 1 {
        lines += Self.folded(
          "By problem: expected cost to \(text), at the rate chosen for it",
          ["× times the best; **bold**: within 5 % of it; (hits/trials) where some missed.", ""]
            + ProblemTable(study: study, standings: standings, target: target).lines())
      }
      lines += Self.folded(
        "Is the difference real?",
        ComparisonTable(study: study, standings: standings, comparisons: settingPairs)
          .lines())
      let rates = LearningRateTable(study: study, standings: standings, target: target).lines()
      if !rates.isEmpty {
        lines += Self.folded(
          "Learning rates at target \(text)", [RateStrip.legend, ""] + rates)
      }
      let best = BestRateTable(study: study).lines()
      if !best.isEmpty {
        lines += Self.folded("Best rate and its expected cost at each target", best)
      }
      let batches = BatchSizeTable(study: study, target: target).lines()
      if !batches.isEmpty { lines += Self.folded("Batch sizes", batches) }
    }
    if !comparisons.isEmpty {
      lines += Self.folded(
        "Backends", backendNotes + BackendTable(comparisons: comparisons).lines())
    }
    let objectives = ObjectiveTable(study: study, target: target).lines()
    if !objectives.isEmpty {
      lines += Self.folded("Problems whose minimum is unknown: what was found", objectives)
    }
    if study.summary.cells.contains(where: { !$0.trials.isEmpty }) {
      lines += Self.folded("Outcomes by optimizer", OutcomeTable(study: study).lines())
    }
    if !run.leftOut.isEmpty { lines += Self.folded("Left out of the plan", leftOut()) }
    if let unmet = run.information?.unmetExpectations, !unmet.isEmpty {
      lines += Self.folded(
        "Expectations that were not met", unmet.map { "- " + MarkdownText.escaped($0) })
    }
    return lines + Self.folded("How to read this", guide())
  }

  /// A section that GitHub shows closed. Markdown inside needs the empty lines.
  static func folded(_ summary: String, _ content: [String]) -> [String] {
    ["", "<details>", "<summary>\(summary)</summary>", ""] + content + ["", "</details>"]
  }

  private var backendNotes: [String] {
    [
      "Trials that differ in the backend alone. *Cost* is the geometric mean of cost ÷ cost over "
        + "pairs with the same iterations; the *largest difference* is that of their final "
        + "objectives, as a share of the initial gap.", "",
    ]
  }

  private func leftOut() -> [String] {
    var table = TextTable.report([
      TableColumn("problem", .left), TableColumn("with", .left), TableColumn("why", .left),
    ])
    for pair in run.leftOut {
      table.append([pair.problem, pair.with, pair.reason].map(TableCell.text))
    }
    return table.reportLines()
  }

  private func guide() -> [String] {
    var lines = [
      "- **solved**: trials that reached the target at least once; **held**: of those, the ones that "
        + "stayed within it until they ended.",
      "- **tuned**: the rate of smallest expected cost was chosen for each problem; **one rate for "
        + "all**: the rate that solves most trials of all problems (on each the nearest rate of its "
        + "grid, at most a factor √2 off); **default rate**: the optimizer's own.",
      "- **expected cost**: the cost of all trials, misses with all they spent, divided by the hits. "
        + "**cost × best**: geometric mean over the problems solved (their number in brackets) of "
        + "expected cost ÷ the lowest of any optimizer.",
      "- **rank**: by the share of trials solved, where 5 % of the trials count as equal, then by "
        + "cost; going down the costs, one shares the rank (`=`) of the first that has it if their "
        + "costs are within 5 %, or if the 90 % interval of one's cost ÷ the other's reaches 1. Others "
        + "of that rank are not compared with each other.",
      "- **[90 %]**: where the number before it lies in 90 of 100 cases when the problems, and of "
        + "each its seeds, are drawn again from those that were run (the rates stay as chosen). "
        + "*And up*: in five cases of 100 or more nothing is solved. One problem with one seed has none.",
      "- **efficient**: rates round the best with at most twice its expected cost; **works**: rates "
        + "at which at least half of the trials hit; **headroom**: the first diverging rate ÷ the "
        + "best.",
      "- Medians count a miss as infinite: `–` where half or more missed.",
      "- A trial runs again with `gradbench replay <run folder> <trial>`.",
    ]
    if standings.contains(where: { !$0.isCounted && $0.otherTasks > 0 }) {
      lines.insert(
        "- **other problems**: the ranking counts those that every setting ran which ran at least "
          + "half of all, and this one ran none of them.", at: 4)
    }
    let backends = Set(study.tasks.map(\.backend)).sorted()
    if !comparisons.isEmpty {
      lines.insert(
        "- Optimizers are compared by one backend a problem: "
          + backends.map(MarkdownText.code).joined(separator: ", ") + ".", at: 5)
    }
    return lines
  }

  // MARK: Machine

  private func machine() -> [String] {
    guard let information = run.information else { return ["Not recorded."] }
    let machine = information.machine
    var lines = [
      "- gradbench \(information.toolVersion)"
        + (information.gitCommit.map { ", commit \(MarkdownText.code($0))" } ?? "")
        + ", Swift \(machine.swiftVersion)",
      "- \(countText(machine.cores, "core"))"
        + (machine.processor.map { " of \(MarkdownText.escaped($0))" } ?? "")
        + ", \(machine.architecture), \(MarkdownText.escaped(machine.operatingSystem))",
      "- from \(information.start.formatted(.iso8601)) to "
        + "\(information.end.formatted(.iso8601)): \(Self.seconds(information.wallSeconds)), "
        + "\(Self.seconds(information.cpuSeconds)) of processor time",
    ]
    if !information.options.isEmpty {
      let options = information.options.sorted { $0.name < $1.name }.map {
        "\($0.name) \($0.value)"
      }.joined(separator: ", ")
      lines.append("- options: " + MarkdownText.escaped(options))
    }
    for value in information.lowered {
      lines.append(
        "- \(MarkdownText.code(value.name)) lowered from \(roundedText(value.from, digits: 12)) to "
          + "\(roundedText(value.to, digits: 12)): \(MarkdownText.escaped(value.reason))")
    }
    if let timings = run.timings {
      lines += TimingReport(timings: timings, study: study, target: target).lines()
    }
    return lines
  }

  private static func seconds(_ value: Double) -> String { roundedText(value) + " s" }
}
