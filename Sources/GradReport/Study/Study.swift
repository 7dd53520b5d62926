import Foundation
import GradCore
import GradResults

/// A run seen as a comparison: tasks across, entrants down, a family of rates at each crossing.
struct Study {
  let results: RunResults
  let summary: Summary
  var tasks: [StudyTask] = []
  var entrants: [Entrant] = []
  /// The family of an entrant on a task, by the task's backend; nil where it was not run.
  private var familyAt: [Crossing: Int] = [:]
  /// The first trial of each cell and how many were planned: which seeds rates are chosen on.
  private var plannedTrials: [Range<Int>]

  struct Crossing: Hashable {
    let task: Int
    let entrant: Int
  }

  init(_ results: RunResults, _ summary: Summary) {
    self.results = results
    self.summary = summary
    plannedTrials = Array(repeating: 0..<0, count: results.cells.count)
    for (index, trial) in results.trials.enumerated()
    where plannedTrials.indices.contains(Int(trial.cell)) {
      let range = plannedTrials[Int(trial.cell)]
      plannedTrials[Int(trial.cell)] = (range.isEmpty ? index : range.lowerBound)..<(index + 1)
    }
    findTasksAndEntrants()
  }

  /// The family of an entrant on a task, its cells in ascending order of the rate.
  func family(task: Int, entrant: Int) -> RateFamily? {
    familyAt[Crossing(task: task, entrant: entrant)].map { summary.families[$0] }
  }

  private mutating func findTasksAndEntrants() {
    let showsInstance = Set(results.cells.map(\.instance)).count > 1
    var taskIndex: [[String]: Int] = [:]
    var entrantIndex: [[String]: Int] = [:]
    var backends: [[(name: String, families: [(entrant: Int, family: Int)])]] = []
    for (index, family) in summary.families.enumerated() {
      guard let first = family.cells.first else { continue }
      let cell = results.cells[first]
      let taskKey = [cell.problem, "\(cell.instance)", "\(cell.dimension)", cell.batchSize]
      let task = taskIndex[taskKey] ?? tasks.count
      if task == tasks.count {
        taskIndex[taskKey] = task
        tasks.append(
          StudyTask(
            problem: cell.problem, instance: cell.instance, dimension: cell.dimension,
            batchSize: cell.batchSize, cell: first,
            label: StudyTask.label(of: cell, showsInstance: showsInstance)))
        backends.append([])
      }
      let entrantKey = [cell.optimizer, cell.hyperparameters, cell.schedule]
      let entrant = entrantIndex[entrantKey] ?? entrants.count
      if entrant == entrants.count {
        entrantIndex[entrantKey] = entrant
        entrants.append(
          Entrant(
            optimizer: cell.optimizer, hyperparameters: cell.hyperparameters,
            schedule: cell.schedule))
      }
      if let position = backends[task].firstIndex(where: { $0.name == cell.backend }) {
        backends[task][position].families.append((entrant, index))
      } else {
        backends[task].append((cell.backend, [(entrant, index)]))
      }
    }
    Entrant.name(&entrants)
    for task in tasks.indices {
      // The backend that most entrants ran with; of equals the first of the plan.
      guard let most = backends[task].map(\.families.count).max(),
        let chosen = backends[task].first(where: { $0.families.count == most })
      else { continue }
      tasks[task].backend = chosen.name
      for (entrant, family) in chosen.families {
        familyAt[Crossing(task: task, entrant: entrant)] = family
      }
    }
  }

  // MARK: Seeds

  /// No cell has enough seeds to choose its rate on other seeds than it is reported on.
  var isInSample: Bool { !results.cells.indices.contains { isSplit(cell: $0) } }

  /// Seeds from which rates can be chosen on one half and reported on the other.
  static let smallestSplit = 4

  /// Which trials of a cell are added up.
  enum Part { case tuning, reported, all }

  /// Whether the cell's rates are chosen on other seeds than they are reported on.
  func isSplit(cell: Int) -> Bool { plannedTrials[cell].count >= Self.smallestSplit }
  func seedCount(cell: Int) -> Int { plannedTrials[cell].count }

  /// The finished trials of a cell with the seeds that choose rates (1 … ⌈S/2⌉), with the others, or
  /// all. Fewer than four seeds are not split: both parts are all of them.
  func trials(of cell: Int, part: Part) -> [Int] {
    let trials = summary.cells[cell].trials
    guard part != .all, isSplit(cell: cell) else { return trials }
    let planned = plannedTrials[cell]
    let boundary = planned.lowerBound + (planned.count + 1) / 2
    return trials.filter { ($0 < boundary) == (part == .tuning) }
  }

  /// The score of a cell at a target.
  func score(cell: Int, target: Int, part: Part) -> Score {
    var score = Score()
    for trial in trials(of: cell, part: part) {
      guard let record = results.records[trial] else { continue }
      let hit = results.hits[trial * summary.targetCount + target]
      score.trials += 1
      score.hits += hit.isHit ? 1 : 0
      score.held += hit.isHit && hit.held ? 1 : 0
      score.cost += Double(hit.isHit ? hit.cost : record.cost)
    }
    return score
  }

  /// The target that the ranking is made at: the middle one of the suite; where no trial hit it,
  /// the hardest of the easier ones that some trial hit. nil without targets or defined problems.
  var rankingTarget: Int? {
    guard summary.targetCount > 0 else { return nil }
    let middle = summary.targetCount / 2
    func hits(_ target: Int) -> Int {
      results.cells.indices.reduce(0) { $0 + summary.row(cell: $1, target: target).hits }
    }
    func isDefined(_ target: Int) -> Bool {
      results.cells.indices.contains { summary.row(cell: $0, target: target).isDefined }
    }
    if hits(middle) > 0 { return middle }
    if let other = (0..<middle).last(where: { hits($0) > 0 }) { return other }
    if let other = (middle..<summary.targetCount).first(where: { hits($0) > 0 }) { return other }
    return isDefined(middle) ? middle : (0..<summary.targetCount).first(where: isDefined)
  }
}
