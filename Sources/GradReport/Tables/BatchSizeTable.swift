import GradResults
import GradText

/// What a larger batch buys, for finite sums that were run with several batch sizes: one table a
/// problem and entrant.
struct BatchSizeTable {
  let study: Study
  /// The ranking's target.
  let target: Int

  func lines() -> [String] {
    var lines: [String] = []
    var groups: [[String]: [Int]] = [:]
    var order: [[String]] = []
    for (index, task) in study.tasks.enumerated() where !task.batchSize.isEmpty {
      let key = [task.problem, "\(task.instance)", "\(task.dimension)"]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(index)
    }
    for key in order {
      let tasks = (groups[key] ?? []).sorted { size(of: $0) < size(of: $1) }
      guard tasks.count > 1 else { continue }
      for entrant in study.entrants.indices {
        let reachable = reachableTarget(tasks: tasks, entrant: entrant)
        let table = table(tasks: tasks, entrant: entrant, target: reachable)
        guard !table.isEmpty else { continue }
        let cell = study.results.cells[study.tasks[tasks[0]].cell]
        var plain = cell
        plain.batchSize = ""
        let name = StudyTask.label(of: plain, showsInstance: cell.instance != 1)
        let examples = cell.batch.map { ", \(countText($0.sampleCount, "example"))" } ?? ""
        if !lines.isEmpty { lines.append("") }
        lines += [
          "**\(MarkdownText.escaped(name))**\(examples), "
            + "\(MarkdownText.code(study.entrants[entrant].label)), target "
            + MarkdownText.escaped(study.results.targets[reachable].text),
          "",
        ]
        lines += table.reportLines()
      }
    }
    return lines
  }

  private func size(of task: Int) -> Int {
    study.results.cells[study.tasks[task].cell].batch?.batchSize ?? .max
  }

  /// The hardest target, no harder than the ranking's, that every batch size hits at some rate; the
  /// ranking's where there is none. Small batches stop at their noise floor.
  private func reachableTarget(tasks: [Int], entrant: Int) -> Int {
    let families = tasks.compactMap { study.family(task: $0, entrant: entrant) }
    return (0...target).last { target in
      families.allSatisfy { family in
        family.cells.contains { study.summary.row(cell: $0, target: target).hits > 0 }
      }
    } ?? target
  }

  private func table(tasks: [Int], entrant: Int, target: Int) -> TextTable {
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
      guard let family = study.family(task: task, entrant: entrant),
        let best = family.cells.first(where: { study.summary.row(cell: $0, target: target).isBest })
      else { continue }
      let row = study.summary.row(cell: best, target: target)
      let score = study.score(cell: best, target: target, part: .all)
      let rate = study.results.cells[best].learningRate
      let size = size(of: task)
      if first == nil, let rate, score.hits > 0 { first = (rate, size) }
      let iterations = Quantile.median(
        study.summary.cells[best].trials.map { trial in
          let hit = study.results.hits[trial * study.summary.targetCount + target]
          return hit.isHit ? Double(hit.iteration) : .infinity
        })
      let isHit = score.hits > 0
      table.append(
        [
          study.tasks[task].batchSize, NumberText.rate(rate),
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
