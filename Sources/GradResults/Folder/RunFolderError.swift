import GradCore
import GradText

/// Why a run folder, or a file in it, cannot be written or read back.
public enum RunFolderError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The folder is there and holds something.
  case exists(path: String)
  case cannotCreate(path: String, reason: String)
  case cannotWrite(path: String, reason: String)
  case cannotRead(path: String, reason: String)

  init(_ error: FileError) { self = .cannotWrite(path: error.path, reason: error.reason) }

  /// What a command that meets this error exits with: 73, `EX_CANTCREAT`.
  public var exitCode: Int32 { 73 }

  /// Why, in the words of the system: `No space left on device`.
  public var reason: String {
    switch self {
    case .exists: "the folder is not empty"
    case .cannotCreate(_, let reason), .cannotWrite(_, let reason), .cannotRead(_, let reason):
      reason
    }
  }

  public var description: String {
    switch self {
    case .exists(let path):
      "\(shown(path)): the folder is not empty; a run folder is never overwritten. "
        + "Name another with '--output'."
    case .cannotCreate(let path, let reason):
      "\(shown(path)): the run folder cannot be created: \(reason). Name another with '--output'."
    case .cannotWrite(let path, let reason): "\(shown(path)): cannot be written: \(reason)."
    case .cannotRead(let path, let reason): "\(shown(path)): cannot be read back: \(reason)."
    }
  }

  private func shown(_ path: String) -> String {
    path.isEmpty ? "''" : printable(path, limit: 300)
  }
}
