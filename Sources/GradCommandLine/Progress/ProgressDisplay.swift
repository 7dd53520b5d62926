/// Decides when progress is shown and how, from times that are given; it has no clock.
///
/// On a terminal the line is drawn over itself at most ten times a second. Elsewhere, if asked
/// for, a new line is printed every five seconds. ``ProgressReporter`` adds clock and stream.
public struct ProgressDisplay: Sendable {
  /// How the line appears.
  public enum Style: Sendable, Equatable {
    case hidden
    /// Drawn over itself, cut one column short of the width so that no terminal wraps it.
    case redrawn(width: Int)
    case lines
  }

  /// What a mode means on a stream.
  public static func style(for mode: ProgressMode, on terminal: Terminal) -> Style {
    switch mode {
    case .never: .hidden
    case .auto, .always:
      if terminal.allowsRedraw {
        .redrawn(width: terminal.width)
      } else {
        mode == .always ? .lines : .hidden
      }
    }
  }

  private static let redrawSeconds = 0.1
  private static let lineSeconds = 5.0

  private let style: Style
  private let total: Int
  private let unit: String
  private var estimator: ProgressEstimator
  private var lastShown: Double?
  private var drawnCount = 0

  public init(style: Style, total: Int, done: Int = 0, unit: String = "") {
    self.style = style
    self.total = total
    self.unit = unit
    estimator = ProgressEstimator(done: done)
  }

  /// What to write now, or `nil` if the last line is too fresh.
  ///
  /// - Parameter detail: Called only when a line is written.
  public mutating func update(
    done: Int, detail: () -> String = { "" }, at seconds: Double
  ) -> String? {
    let pause: Double
    switch style {
    case .hidden: return nil
    case .redrawn: pause = Self.redrawSeconds
    case .lines: pause = Self.lineSeconds
    }
    // Lines begin after the first pause: a short run in a log needs only its last one.
    if let last = lastShown ?? (style == .lines ? 0 : nil), seconds - last < pause { return nil }
    return show(done: done, detail: detail(), at: seconds)
  }

  /// The last line, which is always written and ended with a newline.
  public mutating func finish(done: Int, detail: String = "", at seconds: Double) -> String? {
    guard style != .hidden else { return nil }
    let text = show(done: done, detail: detail, at: seconds)
    return style == .lines ? text : text + "\n"
  }

  /// What takes a drawn line away, so that a warning can be printed; the next update draws anew.
  public mutating func clear() -> String? {
    guard case .redrawn = style, drawnCount > 0 else { return nil }
    defer { drawnCount = 0 }
    lastShown = nil
    return "\r" + String(repeating: " ", count: drawnCount) + "\r"
  }

  private mutating func show(done: Int, detail: String, at seconds: Double) -> String {
    lastShown = seconds
    estimator.update(done: done, at: seconds)
    let line = ProgressLine(
      done: done, total: total, unit: unit, detail: detail, elapsedSeconds: seconds,
      remainingSeconds: estimator.remainingSeconds(total: total))
    guard case .redrawn(let width) = style else { return line.text() + "\n" }
    let text = line.text(width: width - 1)
    // Blanks over the rest of a longer line, rather than an escape that some terminals print.
    let blanks = String(repeating: " ", count: max(drawnCount - text.count, 0))
    drawnCount = text.count
    return "\r" + text + blanks
  }
}
