import GradCore

/// Oscillating or stalled on an objective with kinks.
extension Diagnosis {
  func isHeldByKink(_ outcome: Outcome) -> Bool {
    facts.smoothness == .kinked && (outcome == .stalled || isOscillating(outcome))
  }
}
