import GradCore
import GradText

/// The way from the top of a suite to one of its values: `sweeps[0].optimizers[1].beta1`.
public struct SuitePath: Sendable, Hashable, CustomStringConvertible {
  /// One step down: into a member of an object or an element of a list.
  public enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  /// The steps from the top; none for the whole suite.
  public let steps: [Step]

  /// A path by its steps.
  public init(steps: [Step] = []) {
    self.steps = steps
  }

  /// The whole suite.
  public static let root = SuitePath()

  /// The path of a member of the object at this path.
  public subscript(key: String) -> SuitePath { SuitePath(steps: steps + [.key(key)]) }

  /// The path of an element, from 0, of the list at this path.
  public subscript(index: Int) -> SuitePath { SuitePath(steps: steps + [.index(index)]) }

  /// The path as error messages show it, `the suite` for the root. Keys that are no plain names
  /// stand in brackets and quotes; long ones are cut.
  public var description: String {
    if steps.isEmpty { return "the suite" }
    var text = ""
    for step in steps {
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where Self.isPlain(key): text += text.isEmpty ? key : ".\(key)"
      case .key(let key): text += "[\(quoted(key))]"
      }
    }
    return text
  }

  /// Whether a key can stand behind a point: at most 40 ASCII letters, digits, `_` and `-`.
  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty && key.utf8.count <= 40
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
