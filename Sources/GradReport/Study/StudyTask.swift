import GradCore
import GradResults

/// What every optimizer of a run is set: a problem instance at one batch size. Optimizers are
/// compared on tasks, by one backend each.
struct StudyTask: Sendable {
  let problem: RunProblem
  let batchSize: BatchSize
  /// The backend that the ranking reads; the others stand in the backend table.
  var backend = ""
  /// Any cell of the task.
  let cell: Int
  /// As tables show it, not escaped: `quadratic n=20 κ=100 rotated`.
  var label = ""

  /// The problem's parameters without its rotation, and whether it is rotated; nil where its label
  /// says nothing of rotation. A default is not in the label: `rotation=true` beside none is rotated,
  /// and the reverse.
  var rotation: (base: Configuration, isRotated: Bool)? {
    let configuration = problem.configuration
    guard let value = configuration["rotation"] else { return nil }
    return (configuration.without("rotation"), value != .flag(false))
  }

  static func label(of cell: Cell, showsInstance: Bool) -> String {
    label(of: cell.problem, cell.batchSize, showsInstance: showsInstance)
  }

  static func label(
    of problem: RunProblem, _ batchSize: BatchSize = .deterministic, showsInstance: Bool
  ) -> String {
    var words = [problem.configuration.id, "n=\(problem.dimension)"]
    for one in problem.configuration.values {
      switch (one.name, one.value) {
      case ("rotation", .flag(true)): words.append("rotated")
      case ("rotation", .flag(false)): words.append("axis-aligned")
      case ("conditionNumber", _): words.append("κ=\(one.value)")
      default: words.append(one.description)
      }
    }
    if showsInstance { words.append("#\(problem.instance)") }
    switch batchSize {
    case .deterministic: break
    case .full: words.append("full batch")
    case .examples(let count): words.append("B=\(count)")
    }
    return words.joined(separator: " ")
  }
}
