/// A JSON value that is written with its keys in order, short lists on one line.
public indirect enum JSONTree: Sendable, Equatable {
  case object([Member])
  case array([JSONTree])
  case text(String)
  case integer(Int)
  /// Shortest round trip; non-finite ones are the texts `inf`, `-inf`, `nan`.
  case number(Double)
  case boolean(Bool)
  case null

  /// One key and its value.
  public struct Member: Sendable, Equatable {
    public let key: String
    public let value: JSONTree
    public init(_ key: String, _ value: JSONTree) {
      self.key = key
      self.value = value
    }
  }

  /// A list of numbers.
  public static func numbers(_ values: [Double]) -> JSONTree { .array(values.map(JSONTree.number)) }

  /// The text, ended by a newline.
  public var text: String { text(indent: 0) + "\n" }

  private func text(indent: Int) -> String {
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch self {
    case .object(let members) where members.isEmpty: return "{}"
    case .object(let members):
      let lines = members.map {
        inner + JSONText.string($0.key) + ": " + $0.value.text(indent: indent + 2)
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    case .array(let values) where values.allSatisfy(\.isShort):
      return "[" + values.map { $0.text(indent: 0) }.joined(separator: ", ") + "]"
    case .array(let values):
      let lines = values.map { inner + $0.text(indent: indent + 2) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
    case .text(let text): return JSONText.string(text)
    case .integer(let value): return String(value)
    case .number(let value): return JSONText.number(value)
    case .boolean(let value): return value ? "true" : "false"
    case .null: return "null"
    }
  }

  private var isShort: Bool {
    switch self {
    case .object, .array: false
    case .text, .integer, .number, .boolean, .null: true
    }
  }
}
