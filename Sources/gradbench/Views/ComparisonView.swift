import GradCommandLine
import GradCore
import GradReport
import GradResults
import GradText

/// A comparison as it is printed.
struct ComparisonView {
  let comparison: Comparison
  let baseline: Run.Label
  let run: Run.Label
  /// Lines for people; nil shows all.
  let limit: Int?

  func text(format: OutputFormat, width: Int?) -> String {
    switch format {
    case .table: page(format, width: width)
    case .markdown: page(format, width: nil)
    case .json: json.text
    case .csv: differencesTable.text(format: .csv)
    }
  }

  // MARK: For people

  private func page(_ format: OutputFormat, width: Int?) -> String {
    func heading(_ text: String) -> String {
      format == .markdown ? "### \(text)\n\n" : text + "\n"
    }
    func shown(_ table: TextTable) -> String { table.text(format: format, width: width) + "\n" }
    var text = format == .markdown ? "## \(headline)\n\n" : headline + "\n\n"
    text += "\(joinedText)\n\n"
    if !comparison.circumstances.isEmpty {
      text += heading("Not the same in both runs") + shown(circumstancesTable)
    }
    let (lines, total) = comparison.lines(limit: limit)
    if !lines.isEmpty {
      text += heading("What changed, worst first") + shown(linesTable(lines))
    }
    if lines.count < total {
      text +=
        "\(total - lines.count) more lines: '--limit 0' shows all, '--format json' holds "
        + "everything.\n\n"
    }
    if comparison.droppedDifferences > 0 {
      text += "\(comparison.droppedDifferences) more differences are counted only.\n\n"
    }
    text += heading("All metrics") + shown(countsTable)
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  /// `convex: 12 regressions, 3 improvements`.
  var headline: String {
    func words(_ change: Change, _ one: String, _ many: String) -> String? {
      let count = comparison.count(change)
      return count > 0 ? "\(count) \(count == 1 ? one : many)" : nil
    }
    let parts = [
      words(.regression, "regression", "regressions"), words(.gone, "gone", "gone"),
      words(.inconclusive, "inconclusive", "inconclusive"),
      words(.improvement, "improvement", "improvements"), words(.new, "new", "new"),
    ].compactMap { $0 }
    return "\(run.suite): " + (parts.isEmpty ? "nothing changed" : parts.joined(separator: ", "))
  }

  private var joinedText: String {
    var text =
      "Baseline \(printable(baseline.folder, limit: 300)): \(baseline.trials) trials. "
      + "Run \(printable(run.folder, limit: 300)): \(run.trials) trials. "
      + "\(comparison.joinedTrials) trials in \(comparison.joinedCells) cells are in both."
    if comparison.renamedCells > 0 {
      text +=
        " \(comparison.renamedTrials) trials in \(comparison.renamedCells) cells are compared with "
        + "those of other hyperparameters."
    }
    if comparison.goneCells > 0 { text += " \(comparison.goneCells) cells are gone." }
    if comparison.newCells > 0 { text += " \(comparison.newCells) cells are new." }
    return text
  }

  private var circumstancesTable: TextTable {
    var table = TextTable([
      TableColumn("what"), TableColumn("baseline"), TableColumn("run"),
    ])
    for one in comparison.circumstances {
      table.append([.text(one.name), .text(one.before), .text(one.after)])
    }
    return table
  }

  private func linesTable(_ lines: [ChangeLine]) -> TextTable {
    var table = TextTable([
      TableColumn("change"), TableColumn("problem"), TableColumn("optimizer"),
      TableColumn("rate", alignment: .right, digits: 4), TableColumn("backend"),
      TableColumn("metric"), TableColumn("before", alignment: .right),
      TableColumn("after", alignment: .right),
      TableColumn("ratio", title: "×", alignment: .right, digits: 4), TableColumn("note"),
    ])
    for line in lines {
      let difference = line.difference
      table.append([
        .text(difference.change.rawValue), .text(line.problem), .text(line.optimizer),
        TableCell(difference.cell?.learningRate), .text(difference.cell?.backend.text ?? ""),
        .text(line.metricText), .text(difference.before), .text(difference.after),
        TableCell(difference.ratio), .text(difference.note),
      ])
    }
    return table
  }

  private var countsTable: TextTable {
    var table = TextTable(
      [TableColumn("metric")]
        + Change.allCases.map { TableColumn($0.rawValue, alignment: .right) }
        + [
          TableColumn(
            "ratio", title: "after ÷ before (geometric mean)", alignment: .right, digits: 6)
        ])
    for metric in Metric.allCases {
      guard let counts = comparison.counts[metric] else { continue }
      table.append(
        [.text(metric.rawValue)] + Change.allCases.map { .integer(counts[$0]) }
          + [TableCell(comparison.ratios[metric])])
    }
    return table
  }

  // MARK: For programs

  private var differencesTable: TextTable {
    var table = TextTable(
      [
        "change", "metric", "target", "problem", "instance", "dimension", "optimizer",
        "hyperparameters", "learning_rate", "schedule", "batch_size", "backend", "before", "after",
        "ratio", "note",
      ].map { TableColumn($0) })
    for difference in comparison.differences {
      let cell = difference.cell.map(CellIdentity.init)
      table.append([
        .text(difference.change.rawValue), .text(difference.metric.rawValue),
        TableCell(difference.target), TableCell(cell?.problem),
        cell.map { .integer($0.instance) } ?? .empty, cell.map { .integer($0.dimension) } ?? .empty,
        TableCell(cell?.optimizer), TableCell(cell?.hyperparameters),
        TableCell(cell?.learningRate), TableCell(cell?.schedule),
        TableCell(cell?.batchSize.description), TableCell(cell?.backend),
        Self.cell(difference.before, difference.values?.before),
        Self.cell(difference.after, difference.values?.after), TableCell(difference.ratio),
        .text(difference.note),
      ])
    }
    return table
  }

  private static func cell(_ text: String, _ value: Double?) -> TableCell {
    value.map { $0.isNaN ? .empty : .number($0) } ?? (text.isEmpty ? .empty : .text(text))
  }

  private var json: JSONTree {
    .object([
      .init("suite", .text(run.suite)), .init("baseline", .text(baseline.folder)),
      .init("run", .text(run.folder)),
      .init("joinedTrials", .integer(comparison.joinedTrials)),
      .init("joinedCells", .integer(comparison.joinedCells)),
      .init("renamedTrials", .integer(comparison.renamedTrials)),
      .init("renamedCells", .integer(comparison.renamedCells)),
      .init("goneCells", .integer(comparison.goneCells)),
      .init("newCells", .integer(comparison.newCells)),
      .init(
        "circumstances",
        .array(
          comparison.circumstances.map {
            .object([
              .init("name", .text($0.name)), .init("baseline", .text($0.before)),
              .init("run", .text($0.after)),
            ])
          })),
      .init("counts", countsTree),
      .init("droppedDifferences", .integer(comparison.droppedDifferences)),
      .init("differences", .array(comparison.differences.map(Self.tree))),
    ])
  }

  private var countsTree: JSONTree {
    .object(
      Metric.allCases.compactMap { metric in
        comparison.counts[metric].map { counts in
          .init(
            metric.rawValue,
            .object(
              Change.allCases.map { .init($0.rawValue, .integer(counts[$0])) }
                + [.init("ratio", comparison.ratios[metric].map(JSONTree.number) ?? .null)]))
        }
      })
  }

  private static func tree(_ difference: Difference) -> JSONTree {
    let cell = difference.cell.map(CellIdentity.init)
    func text(_ text: String?) -> JSONTree { text.map(JSONTree.text) ?? .null }
    func value(_ text: String, _ value: Double?) -> JSONTree {
      value.map(JSONTree.number) ?? .text(text)
    }
    return .object([
      .init("change", .text(difference.change.rawValue)),
      .init("metric", .text(difference.metric.rawValue)),
      .init("target", difference.target.map(JSONTree.text) ?? .null),
      .init("problem", text(cell?.problem)),
      .init("instance", cell.map { .integer($0.instance) } ?? .null),
      .init("dimension", cell.map { .integer($0.dimension) } ?? .null),
      .init("optimizer", text(cell?.optimizer)),
      .init("hyperparameters", text(cell?.hyperparameters)),
      .init("learningRate", cell?.learningRate.map(JSONTree.number) ?? .null),
      .init("schedule", text(cell?.schedule)),
      .init("batchSize", text(cell?.batchSize.description)),
      .init("backend", text(cell?.backend)),
      .init("before", value(difference.before, difference.values?.before)),
      .init("after", value(difference.after, difference.values?.after)),
      .init("ratio", difference.ratio.map(JSONTree.number) ?? .null),
      .init("note", .text(difference.note)),
    ])
  }
}

extension Run {
  /// What a page says of a run as a whole.
  struct Label {
    var folder: String
    var suite: String
    var trials: Int
  }

  var label: Label { Label(folder: folder, suite: suite.name, trials: sweepCount) }
}
