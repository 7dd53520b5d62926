import GradText

/// Timed out: the loop found the seconds of the budget used up.
extension TrialMonitor {
  var secondsEvidence: Evidence { .seconds(rules.secondsLimit ?? .nan) }
}

extension Evidence {
  static func seconds(_ limit: Double, at iteration: Int) -> String {
    "the time limit of \(roundedText(limit)) s ended it at iteration \(iteration)"
  }
}
