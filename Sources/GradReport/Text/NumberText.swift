import GradCore

/// Numbers as tables show them.
enum NumberText {
  /// `18,000`.
  static func count(_ value: Int) -> String {
    var text = ""
    for (position, digit) in String(value.magnitude).reversed().enumerated() {
      if position > 0, position.isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + String(text.reversed())
  }

  /// Whole from 100 up, else three digits: `28,783`, `61.5`; `–`: not reached or not measured.
  static func cost(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    guard value.magnitude >= 100, value.magnitude < 1e15 else { return roundedText(value) }
    return count(Int(value.rounded()))
  }

  /// `1.3`, `22`, `1,200`.
  static func ratio(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value < 10 ? roundedText(value, digits: 2) : cost(value.rounded())
  }

  /// `[1.2–1.5]`, `[1.2 and up]`; empty without an interval.
  static func ratios(_ interval: Interval?) -> String {
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

  /// `3 trials`, `1 trial`.
  static func count(_ value: Int, _ noun: String) -> String {
    "\(count(value)) \(noun)\(value == 1 ? "" : "s")"
  }
}
