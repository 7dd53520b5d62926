import Synchronization

/// Shows progress on standard error. May be called from any thread.
public final class ProgressReporter: Sendable {
  private let terminal: Terminal
  private let start = ContinuousClock.now
  private let display: Mutex<ProgressDisplay>

  /// - Parameter done: What is done already, when a run is resumed.
  public init(
    mode: ProgressMode, total: Int, done: Int = 0, unit: String = "",
    terminal: Terminal = .standardError
  ) {
    self.terminal = terminal
    display = Mutex(
      ProgressDisplay(
        style: ProgressDisplay.style(for: mode, on: terminal), total: total, done: done,
        unit: unit))
  }

  /// Tells how far the work is. Cheap when nothing is to be drawn.
  public func update(done: Int, detail: () -> String = { "" }) {
    emit { $0.update(done: done, detail: detail, at: $1) }
  }

  /// Draws the last line. Call it once, after the last update.
  public func finish(done: Int, detail: String = "") {
    emit { $0.finish(done: done, detail: detail, at: $1) }
  }

  /// Prints a whole line, such as a warning, above the progress.
  public func print(_ line: String) {
    emit { display, _ in (display.clear() ?? "") + line + "\n" }
  }

  private func emit(_ next: (inout ProgressDisplay, Double) -> String?) {
    // Written inside the lock: otherwise an older line could be drawn over a newer one.
    display.withLock { display in
      let elapsed = ContinuousClock.now - start
      if let text = next(&display, elapsed / .seconds(1)) { terminal.write(text) }
    }
  }
}
