import GradCore
import GradText

/// A JSON value and where it stands in its file.
public struct JSONNode: Sendable, Equatable {
  /// What a value is.
  public enum Kind: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONNode])
    case object(JSONObject)
    /// A value that the reader has told a mistake of: whoever meets it says nothing more.
    case broken
  }

  /// The value.
  public let kind: Kind
  /// Lines and columns in 32 bits: a list of a million numbers is then a third smaller.
  private let line: Int32
  private let column: Int32

  /// A value at a place.
  ///
  /// - Parameters:
  ///   - kind: The value.
  ///   - location: Where it begins. Lines and columns beyond 2³¹ − 1 become that number.
  public init(_ kind: Kind, at location: SourceLocation) {
    self.kind = kind
    line = Int32(clamping: location.line)
    column = Int32(clamping: location.column)
  }

  /// Where the value begins: its first digit or letter, its quote or its bracket.
  public var location: SourceLocation { SourceLocation(line: Int(line), column: Int(column)) }

  /// The members, if it is an object.
  public var object: JSONObject? {
    if case .object(let object) = kind { object } else { nil }
  }

  /// The elements, if it is a list.
  public var array: [JSONNode]? {
    if case .array(let elements) = kind { elements } else { nil }
  }

  /// The number, if it is one.
  public var number: JSONNumber? {
    if case .number(let number) = kind { number } else { nil }
  }

  /// The text, if it is one.
  public var string: String? {
    if case .string(let text) = kind { text } else { nil }
  }

  /// The truth value, if it is one.
  public var bool: Bool? {
    if case .bool(let value) = kind { value } else { nil }
  }

  /// Whether it is `null`.
  public var isNull: Bool { kind == .null }

  /// The value as error messages show it: `1.5` as it was written, `'adam'`, `a list of 3`.
  public var shown: String {
    switch kind {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): printable(number.text)
    case .string(let text): quoted(text)
    case .array(let elements): elements.isEmpty ? "an empty list" : "a list of \(elements.count)"
    case .object: "an object"
    case .broken: "unreadable"
    }
  }
}
