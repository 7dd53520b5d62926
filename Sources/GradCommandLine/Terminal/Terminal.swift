import GradText

/// One of the standard streams: where it goes, how wide it is, and how to write to it.
public struct Terminal: Sendable {
  /// The number of the open file: 1 is standard output, 2 standard error.
  public let fileDescriptor: Int32
  /// Whether a person may be looking at it, rather than a file or a pipe.
  public let isTerminal: Bool
  /// Columns for wrapped text: `COLUMNS` if it is a positive number, else the size of the
  /// terminal, else 80.
  public let width: Int
  /// Whether colours may be used: a terminal, no `NO_COLOR` that is not empty, `TERM` not `dumb`.
  public let allowsColor: Bool
  /// Whether a line can be drawn over itself: a terminal whose `TERM` is not `dumb`.
  public let allowsRedraw: Bool

  public init(fileDescriptor: Int32) {
    self.init(
      fileDescriptor: fileDescriptor, isTerminal: SystemCalls.isTerminal(fileDescriptor),
      columns: SystemCalls.terminalColumns(fileDescriptor), environment: SystemCalls.environment)
  }

  /// Decides from facts that are given, for tests.
  init(
    fileDescriptor: Int32, isTerminal: Bool, columns: Int?, environment: (String) -> String?
  ) {
    self.fileDescriptor = fileDescriptor
    self.isTerminal = isTerminal
    let wanted = environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    width = min(wanted ?? (isTerminal ? columns : nil) ?? 80, 10_000)
    allowsRedraw = isTerminal && environment("TERM") != "dumb"
    allowsColor = allowsRedraw && (environment("NO_COLOR") ?? "").isEmpty
  }

  /// Results and help.
  public static let standardOutput = Terminal(fileDescriptor: 1)
  /// Progress, warnings and errors.
  public static let standardError = Terminal(fileDescriptor: 2)

  /// Makes a closed pipe a ``WriteOutcome/closed`` instead of the end of the process.
  ///
  /// Call it once, before the first write.
  public static func ignoreClosedPipes() { SystemCalls.ignoreBrokenPipes() }

  /// Writes all bytes of a text, however few the stream takes at a time.
  ///
  /// - Returns: ``WriteOutcome/closed`` when nobody reads any more; the caller then stops.
  @discardableResult
  public func write(_ text: String) -> WriteOutcome {
    var text = text
    let code = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0), to: fileDescriptor) }
    return switch code {
    case nil: .written
    case SystemCalls.brokenPipe: .closed
    case SystemCalls.inputOutputError where isTerminal: .closed
    case let code?: .failed(code: code, reason: systemErrorText(code))
    }
  }
}
