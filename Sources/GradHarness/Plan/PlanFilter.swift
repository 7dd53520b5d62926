import GradCore
import GradText

/// One `--filter key=glob`: keeps the cells whose problem label, optimizer or backend matches.
public struct PlanFilter: Sendable, Hashable {
  /// What a filter looks at.
  public enum Key: String, Sendable, CaseIterable { case problem, optimizer, backend }

  public let key: Key
  public let glob: Glob

  public init(key: Key, glob: Glob) {
    self.key = key
    self.glob = glob
  }

  /// - Parameter text: `problem=quadratic*`.
  /// - Throws: ``PlanFilterError`` where there is no `=` or no such key.
  public init(parsing text: String) throws(PlanFilterError) {
    guard let equals = text.firstIndex(of: "=") else { throw .noEqualsSign(text) }
    let name = String(text[..<equals])
    guard let key = Key(rawValue: name) else { throw .unknownKey(name) }
    self.init(key: key, glob: Glob(String(text[text.index(after: equals)...])))
  }
}

/// Why a `--filter` cannot be read.
public enum PlanFilterError: Error, Sendable, Equatable, CustomStringConvertible {
  case noEqualsSign(String)
  case unknownKey(String)

  public var description: String {
    let keys = PlanFilter.Key.allCases.map(\.rawValue)
    switch self {
    case .noEqualsSign(let text):
      return "a filter must be key=glob, such as problem=quadratic*, but is \(quoted(text))."
    case .unknownKey(let name):
      let hint = didYouMean(name, in: keys)
      return "unknown filter key \(quoted(name))."
        + (hint.isEmpty ? " Known keys: \(keys.joined(separator: ", "))." : hint)
    }
  }
}
