import GradHarness

/// A plan in words, for `validate` and `run --dry-run`.
enum PlanText {
  /// - Parameter confirms: Whether chosen rates get trials on fresh seeds.
  static func describe(_ plan: Plan, confirms: Bool = true) -> String {
    var lines = [
      "\(plan.suite.name): \(counted(plan.cells.count, "cell")), "
        + "\(counted(plan.trials.count, "trial")), "
        + counted(plan.problems.count, "problem instance")
    ]
    if plan.droppedDuplicates > 0 {
      lines.append("  dropped as equal to another: \(counted(plan.droppedDuplicates, "trial"))")
    }
    let confirming = plan.mostConfirmingTrials
    if confirms, confirming > 0 {
      lines.append(
        "  then up to \(counted(plan.suite.confirm, "fresh seed")) for each chosen rate and those "
          + "beside it: at most \(counted(confirming, "confirming trial"))")
    }
    if !plan.leftOut.isEmpty { lines.append("  left out:") }
    for pair in plan.leftOut {
      lines.append("    \(pair.problem) with \(pair.with): \(pair.reason)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `1 trial`, `2 trials`.
  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
