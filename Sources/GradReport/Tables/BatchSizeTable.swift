import GradResults
import GradText

/// What a larger batch buys, for finite sums that were run with several batch sizes: one table a
/// problem and setting.
struct BatchSizeTable: ReportSection {
  private let study: Study
  /// The ranking's target.
  private let target: Int

  init?(_ report: Report) {
    guard let target = report.target, !report.standings.isEmpty else { return nil }
    study = report.study
    self.target = target
  }

  let summary: Phrase = "Batch sizes"

  var blocks: [Block] {
    var blocks: [Block] = []
    var groups: [RunProblem: [Int]] = [:]
    var order: [RunProblem] = []
    for (index, task) in study.tasks.enumerated() where task.batchSize != .deterministic {
      if groups[task.problem] == nil { order.append(task.problem) }
      groups[task.problem, default: []].append(index)
    }
    for problem in order {
      let tasks = (groups[problem] ?? []).sorted { size(of: $0) < size(of: $1) }
      guard tasks.count > 1 else { continue }
      for setting in study.settings.indices {
        let reachable = reachableTarget(tasks: tasks, setting: setting)
        let table = table(tasks: tasks, setting: setting, target: reachable)
        guard !table.isEmpty else { continue }
        let cell = study.run.cells[study.tasks[tasks[0]].cell]
        let name = StudyTask.label(of: problem, showsInstance: problem.instance != 1)
        let examples = cell.batch.map { ", \(countText($0.sampleCount, "example"))" } ?? ""
        let title: Phrase = """
          \(strongText: name)\(literal: examples), \(code: study.label(setting)), target \
          \(text: study.run.targets[reachable].text)
          """
        blocks.append(.table(TableBlock(table, title: title)))
      }
    }
    return blocks
  }

  private func size(of task: Int) -> Int {
    study.run.cells[study.tasks[task].cell].batch?.batchSize ?? .max
  }

  /// The hardest target, no harder than the ranking's, that every batch size hits at some rate; the
  /// ranking's where there is none. Small batches stop at their noise floor.
  private func reachableTarget(tasks: [Int], setting: Int) -> Int {
    let families = tasks.compactMap { study.family(task: $0, setting: setting) }
    return (0...target).last { target in
      families.allSatisfy { family in
        family.cells.contains { study.summary.row(cell: $0, target: target).hits > 0 }
      }
    } ?? target
  }

  private func table(tasks: [Int], setting: Int, target: Int) -> TextTable {
    var table = TextTable.report([
      TableColumn("batch", .right), TableColumn("best rate", .right),
      TableColumn("rate ÷ first", .right),
      TableColumn("batch ÷ first", .right), TableColumn("iterations (median)", .right),
      TableColumn("data passes (median)", .right),
      TableColumn("solved", .right), TableColumn("held", .right),
      TableColumn("final gap (median)", .right),
    ])
    var first: (rate: Double, size: Int)?
    for task in tasks {
      guard let family = study.family(task: task, setting: setting),
        let best = family.cells.first(where: { study.summary.row(cell: $0, target: target).isBest })
      else { continue }
      let row = study.summary.row(cell: best, target: target)
      let score = study.score(cell: best, target: target, part: .all)
      let rate = study.run.cells[best].learningRate
      let size = size(of: task)
      if first == nil, let rate, score.hits > 0 { first = (rate, size) }
      let iterations = Quantile.median(
        study.summary.cells[best].trials.compactMap {
          study.run.spending(trial: $0, target: target)?.iterationsOfHit
        })
      let isHit = score.hits > 0
      table.append(
        [
          study.tasks[task].batchSize.description, NumberText.rate(rate),
          isHit ? first.flatMap { f in rate.map { NumberText.ratio($0 / f.rate) } } ?? "–" : "–",
          first.map { NumberText.ratio(Double(size) / Double($0.size)) } ?? "–",
          NumberText.cost(iterations), NumberText.cost(row.dataPassesMedian), score.text,
          isHit ? "\(score.held)/\(score.hits)" : "–",
          NumberText.rate(study.summary.cells[best].gapMedian),
        ].map(TableCell.literal))
    }
    return table
  }
}
