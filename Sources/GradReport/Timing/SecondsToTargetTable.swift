import Foundation
import GradCore
import GradResults
import GradText

/// The seconds that each setting needs to the ranking's target.
struct SecondsToTargetTable: ReportSection {
  private let timings: Timings
  private let study: Study
  /// The target that the ranking is made at.
  private let target: Int

  init?(_ report: Report) {
    guard let timings = report.measuredTimings, let target = report.target else { return nil }
    self.timings = timings
    study = report.study
    self.target = target
  }

  let summary: Phrase = "Seconds to target"

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

  var blocks: [Block] {
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
    let legend: Phrase = """
      Target \(text: study.run.targets[target].text). Iterations of all trials ÷ hits × processor \
      seconds an iteration, and a gradient for each trial's last point; the fastest rate of each \
      task, all seeds; geometric means over the \(emphasis: "tasks") that the optimizer solved.
      """
    return [.table(TableBlock(table, legend: legend))]
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
}
