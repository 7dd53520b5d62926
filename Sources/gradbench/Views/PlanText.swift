import GradHarness

/// A plan in words, for `validate` and `run --dry-run`.
enum PlanText {
  static func describe(_ plan: Plan) -> String {
    var lines = [
      "\(plan.suite.name): \(counted(plan.cells.count, "cell")), "
        + "\(counted(plan.trials.count, "trial")), "
        + counted(plan.problems.count, "problem instance")
    ]
    if plan.droppedDuplicates > 0 {
      lines.append("  dropped as equal to another: \(counted(plan.droppedDuplicates, "trial"))")
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
