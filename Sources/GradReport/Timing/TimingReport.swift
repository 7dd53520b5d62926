import Foundation
import GradCore
import GradResults
import GradText

/// What the section *Machine* tells of seconds: they differ from run to run, and so stand nowhere
/// else in a report.
struct TimingReport {
  let timings: Timings
  let study: Study
  /// The target that the ranking is made at.
  let target: Int?

  func lines() -> [String] {
    guard timings.samples > 0, !timings.cells.isEmpty else { return [] }
    var lines = [
      "- timings: \(countText(timings.samples, "sample")) of "
        + "\(countText(timings.cells.count, "cell")) (all rates of a grid are one), on one "
        + "core that was undisturbed in \(percentText(timings.quietShare)) of all "
        + "samples; "
        + (timings.countsInstructions
          ? "with instructions" : "hardware counters do not answer here")
    ]
    let seconds = secondsToTarget()
    if !seconds.isEmpty { lines += Report.folded("Seconds to target", seconds) }
    let wholes = wholeCells()
    if !wholes.isEmpty {
      lines += Report.folded("Whole trials against iterations × seconds", wholes)
    }
    return lines
  }

  // MARK: Seconds to target

  /// One setting's expected seconds on the tasks that it solved.
  private struct Row {
    let setting: Int
    /// By task; nil where it was not solved.
    var seconds: [Double?] = []
    var ratioSum = 0.0
    var mean: Double? { geometricMean(seconds.compactMap(\.self)) }
    var count: Int { seconds.count { $0 != nil } }
    var ratio: Double { count > 0 ? exp(ratioSum / Double(count)) : .infinity }
  }

  private func secondsToTarget() -> [String] {
    guard let target else { return [] }
    var summaries: [CellKey: CellTiming] = [:]
    for timing in timings.cells { summaries[timing.key] = timing }
    var rows = study.settings.indices.map { setting in
      Row(
        setting: setting,
        seconds: study.tasks.indices.map { task in
          study.family(task: task, setting: setting).flatMap { family in
            family.cells.first.flatMap { summaries[CellKey(study.run.cells[$0]).anyRate] }
              .flatMap {
                fastest(family.cells, $0, target)
              }
          }
        })
    }
    for task in study.tasks.indices {
      guard let best = rows.compactMap({ $0.seconds[task] }).min(), best > 0 else { continue }
      for index in rows.indices {
        if let seconds = rows[index].seconds[task] { rows[index].ratioSum += log(seconds / best) }
      }
    }
    rows = rows.filter { $0.count > 0 }.sorted {
      (-$0.count, $0.ratio, $0.setting) < (-$1.count, $1.ratio, $1.setting)
    }
    guard !rows.isEmpty else { return [] }
    var table = TextTable.report([
      TableColumn("optimizer", .left), TableColumn("seconds to target", .right),
      TableColumn("× best", .right), TableColumn("tasks", .right),
    ])
    for row in rows {
      table.append([
        .code(study.label(row.setting)),
        .literal(row.mean.map(secondsText) ?? "–"), .literal(NumberText.ratio(row.ratio)),
        .integer(row.count),
      ])
    }
    let text = MarkdownText.escaped(study.run.targets[target].text)
    return [
      "Target \(text). Iterations of all trials ÷ hits × processor seconds an iteration, and a "
        + "gradient for each trial's last point; the fastest rate of each task, all seeds; "
        + "geometric means over the *tasks* that the optimizer solved.", "",
    ] + table.reportLines()
  }

  /// The expected seconds at the rate where they are fewest; nil where no rate has a hit.
  private func fastest(_ cells: [Int], _ timing: CellTiming, _ target: Int) -> Double? {
    cells.compactMap { cell -> Double? in
      var iterations = 0
      var hits = 0
      let trials = study.summary.cells[cell].trials
      for trial in trials {
        guard let spending = study.run.spending(trial: trial, target: target) else { continue }
        iterations += spending.iterations
        hits += spending.isHit ? 1 : 0
      }
      guard hits > 0 else { return nil }
      let seconds =
        Double(iterations) * timing.iterationSeconds
        + Double(trials.count) * timing.gradientSeconds
      return seconds / Double(hits)
    }.min()
  }

  // MARK: Whole trials

  private func wholeCells() -> [String] {
    var table = TextTable.report([
      TableColumn("problem", .left), TableColumn("optimizer", .left), TableColumn("backend", .left),
      TableColumn("iterations", .right),
      TableColumn("predicted", .right), TableColumn("measured", .right),
      TableColumn("ratio", .right),
    ])
    for whole in timings.wholeCells {
      guard let ratio = timings.ratio(of: whole) else { continue }
      let cell = timings.cells[whole.cell].identity.cell
      let measured = whole.seconds
      table.append([
        .text(StudyTask.label(of: cell, showsInstance: false)),
        .code(cell.optimizer), .code(cell.backend.text),
        .integer(whole.iterations), .literal(secondsText(measured / ratio)),
        .literal(secondsText(measured)), .literal(roundedText(ratio)),
      ])
    }
    return table.isEmpty ? [] : table.reportLines()
  }
}
