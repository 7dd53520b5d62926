/// One mistake in a suite file: where it is, what was found, and what to do.
///
///     suites/convex.json:12:20: sweeps[0].optimizers[1].beta1 must be at least 0 and less …
///
public struct SuiteMistake: Sendable, Equatable, CustomStringConvertible {
  /// The file as the user named it.
  public let file: String
  /// Where the value (or the key) at fault begins.
  public let location: SourceLocation
  /// The value at fault; nothing where the text cannot be read, so that there is no value yet.
  public let path: SuitePath?
  /// The rest of the sentence behind the path, with its full stop: `must be …, but is 1.5.` A
  /// message that starts with `:` follows the path without a space. Without a path it is the
  /// whole sentence.
  public let message: String

  /// A mistake by its parts.
  public init(file: String, location: SourceLocation, path: SuitePath?, message: String) {
    self.file = file
    self.location = location
    self.path = path
    self.message = message
  }

  /// The mistake in one line, file, line and column in front.
  public var description: String {
    let place = "\(file):\(location):"
    guard let path else { return "\(place) \(message)" }
    return message.hasPrefix(":") ? "\(place) \(path)\(message)" : "\(place) \(path) \(message)"
  }
}
