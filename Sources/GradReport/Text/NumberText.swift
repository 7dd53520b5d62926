import GradCore
import GradText

/// Measured numbers as the report shows them; `–` where there is none.
enum NumberText {
  /// Whole from 100 up, else three digits: `28,783`, `61.5`; `–`: not reached or not measured.
  static func cost(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value.magnitude >= 100, value.magnitude < 1e15 else { return roundedText(value) }
    return countText(Int(value.rounded()))
  }

  /// `1.3`, `22`, `1,200`.
  static func ratio(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value < 10 ? roundedText(value, digits: 2) : cost(value.rounded())
  }

  /// `[1.2–1.5]`, `[1.2 and up]`; empty without an interval.
  static func ratios(_ interval: ConfidenceInterval?) -> String {
    guard let interval, interval.lower.isFinite else { return "" }
    return interval.upper.isFinite
      ? "[\(ratio(interval.lower))–\(ratio(interval.upper))]"
      : "[\(ratio(interval.lower)) and up]"
  }

  /// A rate, a gap or a target: three digits.
  static func rate(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    return roundedText(value)
  }
}
