/// What became of one metric of one cell between two runs.
public enum Change: String, Sendable, CaseIterable, Codable {
  /// Worse by more than the tolerance; of timings, surely so.
  case regression
  /// Better by more than the tolerance; of timings, surely so.
  case improvement
  /// Equal, or within the tolerance.
  case unchanged
  /// Different, but not known to be better or worse.
  case inconclusive
  /// Only the later run has it.
  case new
  /// Only the baseline has it.
  case gone
}
