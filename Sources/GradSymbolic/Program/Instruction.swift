/// What one instruction of a ``Program`` does.
///
/// Two operations in one instruction save the dispatch and the trip through a register; each
/// still rounds on its own.
@frozen @usableFromInline package enum Opcode: UInt8, Sendable {
  case add, subtract, multiply, divide, negate, guardedMultiply
  case squareRoot, absolute, function, integerPower, realPower, max, min, select
  /// (a ∘ b) ∘ c
  case addAdd, addSubtract, addMultiply
  case subtractAdd, subtractSubtract, subtractMultiply
  case multiplyAdd, multiplySubtract, multiplyMultiply
  /// c − (a ∘ b)
  case addFrom, subtractFrom, multiplyFrom
  /// a to the integer c of the caller, plus d.
  case indexPower
}

/// One step of a ``Program``: an operation on registers.
@frozen @usableFromInline package struct Instruction: Sendable {
  @usableFromInline package var opcode: Opcode
  /// The raw value of an elementary function.
  @usableFromInline package var functionCode: UInt8
  @usableFromInline package var target: UInt32
  @usableFromInline package var a: UInt32
  @usableFromInline package var b: UInt32
  /// The third operand; with `d` the two halves of an integer exponent, or its source and offset.
  @usableFromInline package var c: UInt32
  @usableFromInline package var d: UInt32

  package init(
    _ opcode: Opcode, target: UInt32, a: UInt32, b: UInt32 = 0, c: UInt32 = 0, d: UInt32 = 0
  ) {
    self.opcode = opcode
    functionCode = 0
    self.target = target
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  @inlinable @inline(__always) package var exponentOffset: Int {
    Int(Int32(truncatingIfNeeded: d))
  }

  @inlinable @inline(__always) package var exponent: Int {
    Int(truncatingIfNeeded: Int64(bitPattern: UInt64(c) << 32 | UInt64(d)))
  }
}
