import GradCore

extension Diagnosis {
  // Made once: `allCases` makes an array each time.
  private static let all = Finding.allCases

  /// What was noticed along the trial.
  func findings(_ outcome: Outcome, pointKind: PointKind?) -> FindingSet {
    var found: FindingSet = []
    for finding in Self.all where shows(finding, outcome, pointKind) {
      found.insert(finding)
    }
    return found
  }

  /// The rule of each finding; all but those of one line stand in files of their own.
  private func shows(_ finding: Finding, _ outcome: Outcome, _ pointKind: PointKind?) -> Bool {
    switch finding {
    case .vanishingGradient: hasVanished(pointKind)
    // ‖g‖ grew many times, or jumped: the monitor watches that.
    case .explodingGradient: monitor.exploded
    case .plateau: isOnPlateau(outcome, pointKind)
    case .oscillation: isOscillating(outcome)
    case .saddle: pointKind == .saddle || passedSaddle()
    case .noiseFloor: isNoiseFloor()
    case .nonFinite: endedNotFinite
    case .leftDomain: leftBox(outcome)
    case .belowMinimum: isBelowMinimum()
    case .nonDifferentiable: isHeldByKink(outcome)
    }
  }
}
