import GradCore
import GradText

/// Why a run folder cannot be read back.
public enum RunReadingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such folder, or it cannot be read.
  case missing(folder: String)
  /// A folder that holds no run, or lost one of its files.
  case incomplete(folder: String, file: String)
  /// The run has not ended, or was killed before it wrote its files.
  case unfinished(folder: String)
  /// Written by another version of the tool.
  case format(folder: String, found: String)
  /// A file whose content is not what a run writes; line 0: the whole file.
  case damaged(file: String, line: Int, what: String)

  init(_ error: CSVError) {
    self = .damaged(file: error.file, line: error.line, what: error.what)
  }

  /// Nothing is there at all, as against something that is not a run.
  public var isMissing: Bool {
    if case .missing = self { return true }
    return false
  }

  public var description: String {
    switch self {
    case .missing(let folder):
      "\(Self.shown(folder)): there is no such folder. Name one that 'gradbench run' wrote."
    case .incomplete(let folder, let file):
      "\(Self.shown(folder)): \(file) is missing or unreadable. Name a folder that "
        + "'gradbench run' wrote."
    case .unfinished(let folder):
      "\(Self.shown(folder)): the run has not ended, or was killed before it wrote its files. "
        + "Run the suite again."
    case .format(let folder, let found):
      "\(Self.shown(folder)) was written in format \(printable(found)); this tool reads "
        + "\(enumeration(RunFolder.readableFormats.map(String.init))). "
        + "Make the run again, or use the version that wrote it."
    case .damaged(let file, let line, let what):
      "\(Self.shown(file)):\(line > 0 ? "\(line):" : "") \(printable(what, limit: 300)). "
        + "The file is damaged; make the run again."
    }
  }

  /// Reads a table; what is damaged there is damaged in the run.
  static func of<Value>(
    _ body: () throws(CSVError) -> Value
  ) throws(RunReadingError) -> Value {
    do {
      return try body()
    } catch {
      throw RunReadingError(error)
    }
  }

  private static func shown(_ path: String) -> String {
    path.isEmpty ? "''" : printable(path, limit: 300)
  }
}
