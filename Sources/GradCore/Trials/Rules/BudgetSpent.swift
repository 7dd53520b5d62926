import GradText

/// Budget spent: the iterations are made, or the cost no longer pays for what the loop asks for next.
extension TrialMonitor {
  var isSpent: Bool {
    // A searching method may ask for a value alone.
    let least = isSearching ? 1 : rules.costPerGradient
    return isExhausted || iteration >= rules.iterationLimit
      || counts.cost > rules.costLimit - least
  }

  /// How far the trial is into its budget, of which ``TrialRules/iterationLimit`` is the end: the
  /// iteration, or, where a searching method spends its cost faster, that share of the budget.
  var position: Int {
    guard isSearching, rules.costLimit < .max else { return iteration }
    let limit = rules.iterationLimit
    if isExhausted { return limit }
    let share = Double(counts.cost) / Double(Swift.max(rules.costLimit, 1))
    return Swift.max(iteration, Int(share * Double(limit)))
  }

  var budgetEvidence: Evidence { .budget(fall: lastFall, of: whole) }
}

extension Evidence {
  static func budget(_ fall: Double, _ whole: Whole, at iteration: Int) -> String {
    let spent = "the budget was spent at iteration \(iteration)"
    guard fall.isFinite else { return spent }
    return "\(spent); over its last half the best objective fell by \(percentText(fall)) "
      + "of \(whole.name)"
  }
}
