import GradCore

/// f fell below the known minimum by more than rounding: a wrong fact, or a left box.
extension Diagnosis {
  func isBelowMinimum() -> Bool {
    guard let minimum = facts.minimum.value else { return false }
    let slack = Double.maximum(
      thresholds.minimumSlack * (monitor.rules.scale ?? 0),
      100 * Double.ulpOfOne * minimum.magnitude)
    return monitor.bestObjective < minimum - slack
  }
}
