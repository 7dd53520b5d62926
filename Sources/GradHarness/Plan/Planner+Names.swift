import GradCore
import GradResults
import GradText

/// Entries of optimizers that have a name: one setting, though their hyperparameters differ between
/// problems.
extension Planner {
  /// What a name stands for once.
  struct NamedTask: Hashable {
    var setting: Setting
    var problem: Int
    var batchSize: BatchSize
  }

  /// Whether a name stands for one choice of hyperparameters on the problem; a second is told.
  mutating func isOneChoice(
    _ method: CrossedSweep.Method, _ settings: [Setting], _ batchSizes: [BatchSize],
    on problem: PlannedProblem
  ) -> Bool {
    guard let name = method.name else { return true }
    for setting in settings {
      for batchSize in batchSizes {
        let task = NamedTask(setting: setting, problem: problem.index, batchSize: batchSize)
        let known = namedChoices[task] ?? setting.hyperparameters
        namedChoices[task] = known
        guard known != setting.hyperparameters else { continue }
        let path = method.place.path["name"]
        if toldPaths.insert(path).inserted {
          mistakes.add(
            at: method.place.location, path,
            "must stand for one choice of hyperparameters on each problem, but \(quoted(name)) is "
              + "both \(known) and \(setting.hyperparameters) on \(problem.name).")
        }
        return false
      }
    }
    return true
  }

  /// Tells where trials stand under another name already: equal trials run once, and have one name.
  mutating func checkName(of method: CrossedSweep.Method, _ cell: Cell) {
    guard cell.setting.name != method.name else { return }
    let path = method.place.path
    guard toldPaths.insert(path).inserted else { return }
    func shown(_ name: String?) -> String { name.map { "the name \(quoted($0))" } ?? "no name" }
    mistakes.add(
      at: method.place.location, path,
      "has trials that the suite has already, with \(shown(cell.setting.name)) where this entry has "
        + "\(shown(method.name)) (\(cell.optimizer) \(cell.setting.hyperparameters) on "
        + "\(cell.problem.label)); equal trials run once and have one name.")
  }
}
