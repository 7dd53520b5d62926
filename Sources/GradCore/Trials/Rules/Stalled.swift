import GradText

/// Stalled: over a doubling of the iterations the best objective hardly fell, twice in a row.
extension TrialMonitor {
  /// A trial that climbs has not stalled: it goes on to its budget's end, where it has diverged.
  func hasStalled(_ recent: (Int) -> Double) -> Bool {
    let limit = rules.iterationLimit
    guard rules.batch == nil, limit >= Thresholds.shortestStall, let mark else { return false }
    bestAtMarks[mark] = bestObjective
    iterationsAtMarks[mark] = iteration
    guard mark > 0 else { return false }
    let before = bestAtMarks[mark - 1]
    let fall = before - bestObjective
    let least =
      rules.minimum.value.map { rules.thresholds.stallFall * (before - $0) }
      ?? rules.thresholds.stallFallUnknownMinimum * (initialObjective - before)
    stallsInARow = fall <= least ? stallsInARow + 1 : 0
    guard stallsInARow >= Thresholds.stallsInARow else { return false }
    return position >= limit ? !hasRisen : !isRising(recent)
  }

  /// Which mark of the rule this look is: 0 at an eighth of the budget, 3 at its end.
  private var mark: Int? {
    let limit = rules.iterationLimit
    if isSearching {
      // Its position may jump over a mark; of two at once the first is not measured.
      let position = position
      for mark in (0..<4).reversed() where position >= limit >> (3 - mark) {
        return bestAtMarks[mark].isNaN ? mark : nil
      }
      return nil
    }
    switch iteration {
    case limit: return 3
    case limit / 2: return 2
    case limit / 4: return 1
    case limit / 8: return 0
    default: return nil
    }
  }

  /// What ``lastFall`` is a fraction of, as in the rule.
  var whole: Evidence.Whole { rules.minimum.value == nil ? .fallBefore : .gap }

  /// By which fraction of ``whole`` the best objective fell over the last doubling of the iterations;
  /// NaN where that was not measured.
  var lastFall: Double {
    let before = bestAtMarks[markBefore]
    guard !before.isNaN else { return .nan }
    let fall = before - bestObjective
    let size = rules.minimum.value.map { before - $0 } ?? (initialObjective - before)
    return fall == 0 ? 0 : size > 0 ? fall / size : .nan
  }

  /// The mark at which the last doubling began.
  private var markBefore: Int { bestAtMarks[3].isNaN ? 1 : 2 }

  var stallEvidence: Evidence {
    .stalled(
      from: iterationsAtMarks[markBefore], to: iteration, fall: lastFall, of: whole)
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
