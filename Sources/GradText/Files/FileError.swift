/// Why a file cannot be written.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// As the caller named it.
  public let path: String
  /// The system's words: `No space left on device`.
  public let reason: String

  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  public var description: String {
    "\(path.isEmpty ? "''" : printable(path, limit: 300)): cannot be written: \(reason)."
  }
}
