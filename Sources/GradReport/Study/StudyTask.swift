import GradResults

/// What every optimizer of a run is set: a problem instance at one batch size. Optimizers are
/// compared on tasks, by one backend each.
struct StudyTask: Sendable {
  let problem: String
  let instance: Int
  let dimension: Int
  let batchSize: String
  /// The backend that the comparison reads; the others stand in the backend table.
  var backend = ""
  /// Any cell of the task: what is known of the problem stands there.
  let cell: Int
  /// As tables show it, not escaped: `quadratic n=20 κ=100 rotated`.
  var label = ""

  /// The problem's label without its rotation, and whether it is rotated; nil where the label says
  /// nothing of rotation.
  var rotation: (base: String, isRotated: Bool)? {
    guard let colon = problem.firstIndex(of: ":") else { return nil }
    var settings = problem[problem.index(after: colon)...].split(separator: ",")
    guard let position = settings.firstIndex(where: { $0.hasPrefix("rotation=") }) else {
      return nil
    }
    let isRotated = settings.remove(at: position) != "rotation=false"
    let rest = settings.isEmpty ? "" : ":" + settings.joined(separator: ",")
    return (problem[..<colon] + rest, isRotated)
  }

  /// The label for tables: parameters as words, the dimension, what else tells tasks apart.
  static func label(of cell: CellDescription, showsInstance: Bool) -> String {
    let parts = cell.problem.split(separator: ":", maxSplits: 1)
    var words = [String(parts.first ?? ""), "n=\(cell.dimension)"]
    if parts.count > 1 {
      for setting in parts[1].split(separator: ",") {
        switch setting {
        case "rotation=true": words.append("rotated")
        case "rotation=false": words.append("axis-aligned")
        default: words.append(String(setting.replacing("conditionNumber=", with: "κ=")))
        }
      }
    }
    if showsInstance { words.append("#\(cell.instance)") }
    if !cell.batchSize.isEmpty {
      words.append(cell.batchSize == "full" ? "full batch" : "B=\(cell.batchSize)")
    }
    return words.joined(separator: " ")
  }
}
