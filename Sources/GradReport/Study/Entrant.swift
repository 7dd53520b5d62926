import GradCore
import GradResults
import GradText

/// What a ranking ranks: an optimizer with its hyperparameters and schedule, its learning rate left
/// to be chosen.
struct Entrant: Sendable {
  let optimizer: String
  let hyperparameters: String
  let schedule: String
  /// The optimizer's id and what tells it from its like in this run, not escaped:
  /// `adam beta1=0.95 cosine`.
  var label = ""

  /// Names the entrants: of hyperparameters only those that differ among the same optimizer's.
  static func name(_ entrants: inout [Entrant]) {
    let hasSchedules = Set(entrants.map(\.schedule)).count > 1
    // How many entrants each optimizer has, and how many of them have each setting.
    var siblings: [String: Int] = [:]
    var owners: [String: [Substring: Int]] = [:]
    for entrant in entrants {
      siblings[entrant.optimizer, default: 0] += 1
      for setting in Set(entrant.hyperparameters.split(separator: ";")) {
        owners[entrant.optimizer, default: [:]][setting, default: 0] += 1
      }
    }
    for index in entrants.indices {
      let entrant = entrants[index]
      let telling = entrant.hyperparameters.split(separator: ";").filter {
        owners[entrant.optimizer]?[$0] != siblings[entrant.optimizer]
      }
      var words = [entrant.optimizer] + telling.map(shown)
      if hasSchedules { words.append(entrant.schedule) }
      entrants[index].label = words.joined(separator: " ")
    }
  }

  /// `momentum=0.8182`: four digits tell settings apart in a table; all stand in `summary.csv`.
  private static func shown(_ setting: Substring) -> String {
    let sides = setting.split(separator: "=", maxSplits: 1)
    guard sides.count == 2, let value = Double(sides[1]) else { return String(setting) }
    return "\(sides[0])=\(roundedText(value, digits: 4))"
  }
}
