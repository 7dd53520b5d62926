import GradNumerics

/// One node of an expression graph: an operation and the indices of its operands, which always
/// come before it, so that the order of indices is a topological order.
package struct Node: Equatable {
  package enum Kind: UInt8 {
    case constant, variable
    case add, subtract, multiply, divide, negate
    /// a · b, but 0 where a is 0 whatever b is: keeps a branch not taken out of a gradient.
    case guardedMultiply
    case function, integerPower, realPower, max, min, select
    /// a to a whole number that changes from run to run and whose value is b: the program's caller
    /// keeps it as an integer, so that the power is multiplication.
    case indexPower
  }

  /// The greatest magnitude of an integer exponent.
  package static let greatestExponent = Int(Int32.max)
  /// What `firstVariable` says of a node without variables.
  package static let noVariable = Int32.max

  package var kind: Kind
  /// The raw value of the elementary function, else 0.
  package var functionCode: UInt8 = 0
  /// The first operand; for a variable its index in the point; else −1.
  package var a: Int32 = -1
  /// The second operand, else −1.
  package var b: Int32 = -1
  /// The least index of a variable that the node depends on.
  package var firstVariable = Node.noVariable
  /// The bits of a constant; an integer exponent; the two branches of a select; of an index power
  /// which integer, and what is added to it.
  package var payload: UInt64 = 0

  package init(
    kind: Kind, functionCode: UInt8 = 0, a: Int32 = -1, b: Int32 = -1,
    firstVariable: Int32 = Node.noVariable, payload: UInt64 = 0
  ) {
    self.kind = kind
    self.functionCode = functionCode
    self.a = a
    self.b = b
    self.firstVariable = firstVariable
    self.payload = payload
  }

  package var constant: Double { Double(bitPattern: payload) }
  package var exponent: Int { Int(truncatingIfNeeded: Int64(bitPattern: payload)) }
  package var function: ElementaryFunction { ElementaryFunction(rawValue: functionCode) ?? .sign }
  /// The branch of a select where a < b.
  package var thenBranch: Int32 { Int32(truncatingIfNeeded: payload >> 32) }
  /// The other branch of a select.
  package var elseBranch: Int32 { Int32(truncatingIfNeeded: payload) }

  /// Which of the caller's integers the exponent of an index power is.
  package var exponentSource: Int32 { Int32(truncatingIfNeeded: payload >> 32) }
  /// What is added to that integer.
  package var exponentOffset: Int32 { Int32(truncatingIfNeeded: payload) }

  /// Calls `body` with the index of each operand.
  @inline(__always)
  package func forEachOperand(_ body: (Int) -> Void) {
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
  package var hash: UInt64 {
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
package struct Operand: Equatable {
  /// −1 for a constant.
  package var node: Int32
  package var constant: Double

  package static let zero = Operand(0)

  package init(_ constant: Double) {
    node = -1
    self.constant = constant
  }
  package init(node: Int32) {
    self.node = node
    constant = 0
  }

  @inline(__always) package var isConstant: Bool { node < 0 }
  @inline(__always) package var isZero: Bool { node < 0 && constant == 0 }
  @inline(__always) package func isConstant(_ value: Double) -> Bool {
    node < 0 && constant == value
  }
}
