import GradText

/// Unbounded: where the minimum is not known, a fall of many times the start's size that goes on.
extension TrialMonitor {
  func fallsWithoutBound(_ recent: (Int) -> Double) -> Bool {
    let steps = Thresholds.fallingSteps
    guard rules.minimum.value == nil, objective < unboundedLevel, iteration >= steps else {
      return false
    }
    if rules.batch != nil { return true }
    return (0..<steps).allSatisfy { recent($0) < recent($0 + 1) }
  }

  /// f = −∞ after it fell, where no minimum is known: a trial may fall so fast that no ten steps are
  /// seen. The objective's fault, not the rate's.
  func hasFallenToInfinity(_ recent: (Int) -> Double) -> Bool {
    guard rules.minimum.value == nil, objective == -.infinity, iteration > 0 else { return false }
    let before = isNoisy ? looks.dropLast().last?.objective ?? .nan : recent(1)
    return before <= initialObjective
  }

  var unboundedLevel: Double {
    initialObjective
      - rules.thresholds.unboundedFall * Double.maximum(1, initialObjective.magnitude)
  }

  var fallEvidence: Evidence {
    .fallsWithoutBound(fall: initialObjective - objective, iteration: iteration)
  }
}

extension Evidence {
  static func falls(_ fall: Double, by iteration: Int) -> String {
    fall == .infinity
      ? "the objective fell to −∞ by iteration \(iteration)"
      : "the objective fell by \(roundedText(fall)) by iteration \(iteration) and is still falling"
  }
}
