import GradNumerics

/// One node of an expression graph: an operation and the indices of its operands, which always
/// come before it, so that the order of indices is a topological order.
struct Node: Equatable {
  enum Kind: UInt8 {
    case constant, variable
    case add, subtract, multiply, divide, negate
    /// a · b, but 0 where a is 0 whatever b is: keeps a branch not taken out of a gradient.
    case guardedMultiply
    case function, integerPower, realPower, max, min, select
    /// a to a whole number that changes from run to run and whose value is b: the program's caller
    /// keeps it as an integer, so that the power is multiplication.
    case indexPower
  }

  /// What `firstVariable` says of a node without variables.
  static let noVariable = Int32.max

  var kind: Kind
  /// The raw value of the elementary function, else 0.
  var functionCode: UInt8 = 0
  /// The first operand; for a variable its index in the point; else −1.
  var a: Int32 = -1
  /// The second operand, else −1.
  var b: Int32 = -1
  /// The least index of a variable that the node depends on.
  var firstVariable = Node.noVariable
  /// The bits of a constant; an integer exponent; the two branches of a select; of an index power
  /// which integer, and what is added to it.
  var payload: UInt64 = 0

  var constant: Double { Double(bitPattern: payload) }
  var exponent: Int { Int(truncatingIfNeeded: Int64(bitPattern: payload)) }
  var function: ElementaryFunction { ElementaryFunction(rawValue: functionCode) ?? .sign }
  /// The branch of a select where a < b.
  var thenBranch: Int32 { Int32(truncatingIfNeeded: payload >> 32) }
  /// The other branch of a select.
  var elseBranch: Int32 { Int32(truncatingIfNeeded: payload) }

  /// Which of the caller's integers the exponent of an index power is.
  var exponentSource: Int32 { Int32(truncatingIfNeeded: payload >> 32) }
  /// What is added to that integer.
  var exponentOffset: Int32 { Int32(truncatingIfNeeded: payload) }

  /// Calls `body` with the index of each operand.
  @inline(__always)
  func forEachOperand(_ body: (Int) -> Void) {
    switch kind {
    case .constant, .variable: return
    case .negate, .function, .integerPower: body(Int(a))
    case .select:
      body(Int(a))
      body(Int(b))
      body(Int(thenBranch))
      body(Int(elseBranch))
    default:
      body(Int(a))
      body(Int(b))
    }
  }

  @inline(__always)
  var hash: UInt64 {
    var h = payload &* 0x9E37_79B9_7F4A_7C15
    h ^= UInt64(UInt32(bitPattern: a)) | UInt64(UInt32(bitPattern: b)) << 32
    h = (h ^ (h >> 32)) &* 0xD6E8_FEB8_6659_FD93
    h ^= UInt64(kind.rawValue) << 8 | UInt64(functionCode)
    h = (h ^ (h >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return h ^ (h >> 32)
  }
}

/// An operand of an operation: a plain constant, or a node.
///
/// A constant is never kept as a node index, so that every rule sees at once that it is one.
struct Operand: Equatable {
  /// −1 for a constant.
  var node: Int32
  var constant: Double

  static let zero = Operand(0)

  init(_ constant: Double) {
    node = -1
    self.constant = constant
  }
  init(node: Int32) {
    self.node = node
    constant = 0
  }

  @inline(__always) var isConstant: Bool { node < 0 }
  @inline(__always) var isZero: Bool { node < 0 && constant == 0 }
  @inline(__always) func isConstant(_ value: Double) -> Bool { node < 0 && constant == value }
}
