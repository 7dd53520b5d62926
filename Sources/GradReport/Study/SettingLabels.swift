import GradCore
import GradResults
import GradText

/// Names for settings, long enough to tell them apart.
struct SettingLabels {
  private var labels: [Setting: String] = [:]

  /// Settings of one optimizer are told apart by the hyperparameters in which they differ, and by the
  /// schedule if there is more than one in all.
  init(_ settings: [Setting]) {
    let hasSchedules = Set(settings.map(\.schedule)).count > 1
    // How many settings each optimizer has, and how many of them have each value.
    var siblings: [String: Int] = [:]
    var owners: [String: [NamedValue: Int]] = [:]
    for setting in settings {
      siblings[setting.optimizer, default: 0] += 1
      for value in Set(setting.values) {
        owners[setting.optimizer, default: [:]][value, default: 0] += 1
      }
    }
    for setting in settings {
      let telling = setting.values.filter {
        owners[setting.optimizer]?[$0] != siblings[setting.optimizer]
      }
      var words = [setting.optimizer] + telling.map(Self.shown)
      if hasSchedules { words.append(setting.schedule.text) }
      labels[setting] = words.joined(separator: " ")
    }
  }

  subscript(setting: Setting) -> String { labels[setting] ?? setting.optimizer }

  /// `momentum=0.9802`: four digits tell settings apart, and fit a column.
  private static func shown(_ one: NamedValue) -> String {
    guard let number = one.value.number, one.value != .flag(true), one.value != .flag(false) else {
      return one.description
    }
    return "\(one.name)=\(roundedText(number, digits: 4))"
  }
}
