import GradText

/// What one line of progress says.
public struct ProgressLine: Sendable, Equatable {
  /// Things done, of ``total``.
  public var done: Int
  public var total: Int
  /// What is counted: `trials`.
  public var unit: String
  /// What the caller adds: `3 diverged`. May be empty.
  public var detail: String
  public var elapsedSeconds: Double
  /// Seconds until the end, if they can be told yet.
  public var remainingSeconds: Double?

  public init(
    done: Int, total: Int, unit: String = "", detail: String = "", elapsedSeconds: Double,
    remainingSeconds: Double? = nil
  ) {
    self.done = done
    self.total = total
    self.unit = unit
    self.detail = detail
    self.elapsedSeconds = elapsedSeconds
    self.remainingSeconds = remainingSeconds
  }

  /// `1234/5000 trials  24 %  3 diverged  0:12 elapsed  0:37 left`, cut to `width`.
  ///
  /// The percentage is rounded down: 100 % says that all is done.
  public func text(width: Int? = nil) -> String {
    var parts = ["\(done)/\(total)" + (unit.isEmpty ? "" : " \(unit)")]
    if total > 0 { parts.append("\(percentage) %") }
    if !detail.isEmpty { parts.append(printable(detail, limit: nil)) }
    parts.append("\(Self.clock(elapsedSeconds)) elapsed")
    if done < total, let remainingSeconds {
      parts.append("\(Self.clock(remainingSeconds)) left")
    }
    let text = parts.joined(separator: "  ")
    return width.map { String(text.prefix(max($0, 0))) } ?? text
  }

  private var percentage: Int {
    if done >= total { return 100 }
    // The quotient can round up to 1 when a huge count is nearly complete.
    return min(max(Int(100 * (Double(done) / Double(total))), 0), 99)
  }

  /// `0:07`, `12:34`, `1:02:03`, from 100 hours on `4d 05h`; `?` for what is no duration.
  static func clock(_ seconds: Double) -> String {
    guard seconds >= 0, seconds < 1e9 else { return "?" }
    let whole = Int(seconds)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    if whole >= 360_000 { return "\(whole / 86_400)d \(two(whole / 3600 % 24))h" }
    let minutes = whole / 60 % 60
    if whole >= 3600 { return "\(whole / 3600):\(two(minutes)):\(two(whole % 60))" }
    return "\(minutes):\(two(whole % 60))"
  }
}
