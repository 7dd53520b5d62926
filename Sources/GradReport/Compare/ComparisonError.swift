import GradCore
import GradText

/// Why two runs cannot be compared.
public enum ComparisonError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Runs of two suites have no trial in common by design.
  case otherSuite(baseline: String, run: String)
  /// Not one trial is in both.
  case nothingInCommon
  /// Of two runs of which one holds timings only, nothing was timed in both.
  case noTimingInCommon

  public var description: String {
    switch self {
    case .otherSuite(let baseline, let run):
      "The baseline is a run of suite \(quoted(baseline)), the run of \(quoted(run)). "
        + "Compare two runs of one suite."
    case .nothingInCommon:
      "The two runs have no trial in common: other problems, optimizers, rates, starts or another "
        + "base seed. Make the baseline again."
    case .noTimingInCommon:
      "One of the runs holds timings only, and nothing was timed in both. Time the baseline again."
    }
  }
}
