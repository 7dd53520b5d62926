import GradText

/// Budget spent: the iterations are made, or the cost no longer pays for what the loop asks for next.
extension TrialMonitor {
  var isSpent: Bool {
    iteration >= rules.iterationLimit || counts.cost > rules.costLimit - rules.costPerGradient
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
