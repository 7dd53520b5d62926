import GradCore

/// Steps that turn back, or an objective that goes up and down and gets nowhere; also of a trial that
/// hit its targets, went on and lost one.
extension Diagnosis {
  func isOscillating(_ outcome: Outcome) -> Bool {
    guard outcome != .converged, monitor.stop != .targets else { return false }
    if outcome == .targetHit, !monitor.hasLostTarget { return false }
    if monitor.meanCosine <= thresholds.oscillationCosine { return true }
    let last = monitor.lastObjectives
    guard last.count > 3, last.allSatisfy(\.isFinite), isAboveRounding else { return false }
    let variation = zip(last, last.dropFirst()).reduce(0) { $0 + ($1.0 - $1.1).magnitude }
    guard let first = last.first, let final = last.last else { return false }
    // Of a trial that came to rest the last bits of f may go to and fro.
    return variation > rounding * Double(last.count)
      && (final - first).magnitude < thresholds.oscillationNetChange * variation
  }

  private var rounding: Double {
    100 * Double.ulpOfOne
      * Double.maximum(facts.minimum.value?.magnitude ?? 0, monitor.objective.magnitude)
  }

  private var isAboveRounding: Bool {
    guard let minimum = facts.minimum.value else { return true }
    return monitor.objective - minimum > rounding
  }
}
