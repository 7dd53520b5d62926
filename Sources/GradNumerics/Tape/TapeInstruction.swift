/// One recorded operation, in 16 bytes: what was done, and to which slots.
///
/// The result of instruction k of a recording in n variables is slot n + k; slots 0 ..< n are the
/// variables. Operands always come before their result.
@frozen public struct TapeInstruction: Sendable {
  @frozen @usableFromInline enum Opcode: UInt8, Sendable {
    /// The constant in `payload`, where an operation has no form of its own for a constant.
    case constant
    case add, addConstant
    case subtract, constantMinus
    case multiply, multiplyConstant
    /// A product with the constant 0, which passes nothing on.
    case multiplyZero
    case divide, divideByConstant, constantDivided
    case negate
    case function, squareRoot, absolute, sign
    case integerPower
    /// A real power of two variables, with a constant exponent, and of a constant base.
    case realPower, constantExponent, constantBase
    case max, min
    /// Holds the two branches of the ``select`` that follows; its own slot is not used.
    case branches
    case select
  }

  @usableFromInline let opcode: Opcode
  @usableFromInline let function: ElementaryFunction
  /// The slot of the first operand.
  @usableFromInline let a: UInt32
  /// The slot of the second operand, the bits of a constant, or an integer exponent.
  @usableFromInline let payload: UInt64

  @inlinable @inline(__always)
  init(
    _ opcode: Opcode, _ a: UInt32, _ payload: UInt64 = 0, function: ElementaryFunction = .exp
  ) {
    self.opcode = opcode
    self.function = function
    self.a = a
    self.payload = payload
  }

  @inlinable @inline(__always) var b: Int { Int(truncatingIfNeeded: payload) }
  @inlinable @inline(__always) var constant: Double { Double(bitPattern: payload) }
  @inlinable @inline(__always) var exponent: Int { Int(truncatingIfNeeded: payload) }
}
