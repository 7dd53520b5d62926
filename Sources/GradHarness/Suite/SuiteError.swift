/// Why a suite cannot be planned.
public enum SuiteError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file is missing or cannot be read: exit code 66.
  case unreadable(file: String, reason: String)
  /// The file says something that cannot be: exit code 65.
  case mistakes(SuiteMistakes)

  public var description: String {
    switch self {
    case .unreadable(let file, let reason): "\(file): \(reason)"
    case .mistakes(let mistakes): mistakes.description
    }
  }
}
