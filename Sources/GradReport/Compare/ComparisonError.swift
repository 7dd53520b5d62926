import GradCore
import GradText

/// Why two runs cannot be compared.
public enum ComparisonError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Runs of two suites have no trial in common by design.
  case otherSuite(baseline: String, run: String)
  /// A run that was interrupted: what it lacks says nothing of the methods.
  case interrupted(folder: String, finished: Int, planned: Int)
  /// Not one trial is in both.
  case nothingInCommon
  /// Of two runs of which one holds timings only, nothing was timed in both.
  case noTimingInCommon

  public var description: String {
    switch self {
    case .otherSuite(let baseline, let run):
      "The baseline is a run of suite \(quoted(baseline)), the run of \(quoted(run)). "
        + "Compare two runs of one suite."
    case .interrupted(let folder, let finished, let planned):
      "\(printable(folder, limit: 300)): the run was interrupted, and holds \(countText(finished)) of "
        + "its \(countText(planned, "trial")). Run the suite again and compare that."
    case .nothingInCommon:
      "The two runs have no trial in common: other problems, optimizers, rates, starts or another "
        + "base seed. Make the baseline again."
    case .noTimingInCommon:
      "One of the runs holds timings only, and nothing was timed in both. Time the baseline again."
    }
  }
}
