import GradText

/// Stalled: over a doubling of the iterations the best objective hardly fell, twice in a row.
extension TrialMonitor {
  /// A trial that climbs has not stalled: it goes on to its budget's end, where it has diverged.
  func hasStalled(_ recent: (Int) -> Double) -> Bool {
    let limit = rules.iterationLimit
    guard rules.batch == nil, limit >= Thresholds.shortestStall, let mark = mark(iteration) else {
      return false
    }
    bestAtMarks[mark] = bestObjective
    guard mark > 0 else { return false }
    let before = bestAtMarks[mark - 1]
    let fall = before - bestObjective
    let least =
      rules.minimum.value.map { rules.thresholds.stallFall * (before - $0) }
      ?? rules.thresholds.stallFallUnknownMinimum * (initialObjective - before)
    stallsInARow = fall <= least ? stallsInARow + 1 : 0
    guard stallsInARow >= Thresholds.stallsInARow else { return false }
    return iteration >= limit ? !hasRisen : !isRising(recent)
  }

  /// Which mark of the stall rule an iteration is: 0 at an eighth of the budget, 3 at its end.
  private func mark(_ iteration: Int) -> Int? {
    switch iteration {
    case rules.iterationLimit: 3
    case rules.iterationLimit / 2: 2
    case rules.iterationLimit / 4: 1
    case rules.iterationLimit / 8: 0
    default: nil
    }
  }

  /// What ``lastFall`` is a fraction of, as in the rule.
  var whole: Evidence.Whole { rules.minimum.value == nil ? .fallBefore : .gap }

  /// By which fraction of ``whole`` the best objective fell over the last doubling of the iterations;
  /// NaN where that was not measured.
  var lastFall: Double {
    let last = bestAtMarks[3].isNaN ? 1 : 2
    let before = bestAtMarks[last]
    guard !before.isNaN else { return .nan }
    let fall = before - bestObjective
    let size = rules.minimum.value.map { before - $0 } ?? (initialObjective - before)
    return fall == 0 ? 0 : size > 0 ? fall / size : .nan
  }

  var stallEvidence: Evidence {
    .stalled(from: iteration / 2, to: iteration, fall: lastFall, of: whole)
  }
}

extension Evidence {
  /// What a fall is compared with: the gap that remained, or, where the minimum is not known, all that
  /// the objective had fallen before.
  public enum Whole: UInt8, Sendable {
    case gap, fallBefore

    var name: String {
      switch self {
      case .gap: "what remained"
      case .fallBefore: "what it had fallen before"
      }
    }
  }

  static func stalled(_ from: Int, _ to: Int, _ fall: Double, _ whole: Whole) -> String {
    "from iteration \(from) to \(to) the best objective fell by \(percentText(fall)) "
      + "of \(whole.name)"
  }
}
