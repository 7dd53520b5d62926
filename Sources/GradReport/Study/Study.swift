import Foundation
import GradCore
import GradResults

/// A run seen as a comparison: tasks across, settings down, a family of rates at each crossing.
struct Study {
  var run: Run
  let summary: Summary
  var tasks: [StudyTask] = []
  /// What a ranking ranks.
  var settings: [Setting] = []
  private var labels = SettingLabels([])
  /// The family of a setting on a task, by the task's backend; nil where it was not run.
  private var familyAt: [Crossing: Int] = [:]
  /// The first trial of each cell and how many were planned: which seeds rates are chosen on.
  private var plannedTrials: [Range<Int>]

  struct Crossing: Hashable {
    let task: Int
    let setting: Int
  }

  private struct TaskKey: Hashable {
    let problem: RunProblem
    let batchSize: BatchSize
  }

  init(_ run: Run, _ summary: Summary) {
    self.run = run
    self.summary = summary
    plannedTrials = Array(repeating: 0..<0, count: run.cells.count)
    for (index, trial) in run.trials[run.sweepTrials].enumerated()
    where plannedTrials.indices.contains(Int(trial.cell)) {
      let range = plannedTrials[Int(trial.cell)]
      plannedTrials[Int(trial.cell)] = (range.isEmpty ? index : range.lowerBound)..<(index + 1)
    }
    findTasksAndSettings()
  }

  /// A setting's optimizer and what tells it from its like in this run, not escaped:
  /// `adam beta1=0.95 cosine`.
  func label(_ setting: Int) -> String { labels[settings[setting]] }

  /// The family of a setting on a task, its cells in ascending order of the rate.
  func family(task: Int, setting: Int) -> RateFamily? {
    familyAt[Crossing(task: task, setting: setting)].map { summary.families[$0] }
  }

  private mutating func findTasksAndSettings() {
    let showsInstance = Set(run.cells.map(\.problem.instance)).count > 1
    var taskIndex: [TaskKey: Int] = [:]
    var settingIndex: [Setting: Int] = [:]
    var backends: [[(name: Configuration, families: [(setting: Int, family: Int)])]] = []
    for (index, family) in summary.families.enumerated() {
      guard let first = family.cells.first else { continue }
      let cell = run.cells[first]
      let taskKey = TaskKey(problem: cell.problem, batchSize: cell.batchSize)
      let task = taskIndex[taskKey] ?? tasks.count
      if task == tasks.count {
        taskIndex[taskKey] = task
        tasks.append(
          StudyTask(
            problem: cell.problem, batchSize: cell.batchSize, cell: first,
            label: StudyTask.label(of: cell, showsInstance: showsInstance)))
        backends.append([])
      }
      let setting = settingIndex[cell.setting] ?? settings.count
      if setting == settings.count {
        settingIndex[cell.setting] = setting
        settings.append(cell.setting)
      }
      if let position = backends[task].firstIndex(where: { $0.name == cell.backend }) {
        backends[task][position].families.append((setting, index))
      } else {
        backends[task].append((cell.backend, [(setting, index)]))
      }
    }
    labels = SettingLabels(settings)
    for task in tasks.indices {
      // The backend that most settings ran with; of equals the first of the plan.
      guard let most = backends[task].map(\.families.count).max(),
        let chosen = backends[task].first(where: { $0.families.count == most })
      else { continue }
      tasks[task].backend = chosen.name.text
      for (setting, family) in chosen.families {
        familyAt[Crossing(task: task, setting: setting)] = family
      }
    }
  }

  // MARK: Seeds

  /// No cell has enough seeds to choose its rate on other seeds than it is reported on.
  var isInSample: Bool { !run.cells.indices.contains { isSplit(cell: $0) } }

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
      guard let spending = run.spending(trial: trial, target: target) else { continue }
      score.trials += 1
      score.hits += spending.isHit ? 1 : 0
      score.held += spending.isHeld ? 1 : 0
      score.cost += Double(spending.cost)
    }
    return score
  }

  /// The target that the ranking is made at: the middle one of the suite; where no trial hit it,
  /// the hardest of the easier ones that some trial hit. nil without targets or defined problems.
  var rankingTarget: Int? {
    guard summary.targetCount > 0 else { return nil }
    let middle = summary.targetCount / 2
    func hits(_ target: Int) -> Int {
      run.cells.indices.reduce(0) { $0 + summary.row(cell: $1, target: target).hits }
    }
    func isDefined(_ target: Int) -> Bool {
      run.cells.indices.contains { summary.row(cell: $0, target: target).isDefined }
    }
    if hits(middle) > 0 { return middle }
    if let other = (0..<middle).last(where: { hits($0) > 0 }) { return other }
    if let other = (middle..<summary.targetCount).first(where: { hits($0) > 0 }) { return other }
    return isDefined(middle) ? middle : (0..<summary.targetCount).first(where: isDefined)
  }
}
