/// What became of a text that was written.
public enum WriteOutcome: Sendable, Equatable {
  /// All of it was written.
  case written
  /// The reader has closed its end, as `head` does, or the terminal is gone. Not an error: stop
  /// writing and end quietly.
  case closed
  /// It could not be written, for instance because the disk is full. The reason is the text of
  /// the operating system.
  case failed(code: Int32, reason: String)
}
