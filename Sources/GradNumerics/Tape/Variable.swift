/// A number that writes down what is done with it: a constant, or a slot of a ``Tape``.
///
/// Evaluating a function on the variables of a tape records its operations. No value is computed
/// then; running the tape does that, as often as wanted and on any scalar. This is always right,
/// since a function written for every ``Scalar`` cannot branch on its argument: `max`, `min`,
/// `abs` and `select` are recorded as operations, which choose when the tape runs.
///
/// A constant carries no tape; an operation takes the tape of whichever operand has one, and two
/// constants are folded with exactly the operation that `Double` would do. A variable must not
/// outlive the recording it was made for. It is not `Sendable`: one tape a worker.
@frozen public struct Variable: Scalar {
  @usableFromInline let tape: UnsafeMutablePointer<TapeRecording>?
  /// The slot, or the bits of a constant.
  @usableFromInline let payload: UInt64

  @inlinable @inline(__always)
  init(_ tape: UnsafeMutablePointer<TapeRecording>, slot: UInt64) {
    self.tape = tape
    payload = slot
  }
  @inlinable @inline(__always) public init(_ constant: Double) {
    tape = nil
    payload = constant.bitPattern
  }

  /// The value, where the variable is a constant.
  @inlinable public var constant: Double? { tape == nil ? number : nil }

  @inlinable @inline(__always) var number: Double { Double(bitPattern: payload) }
  @inlinable @inline(__always) var slot: UInt32 { UInt32(truncatingIfNeeded: payload) }

  @inlinable @inline(__always)
  static func append(
    _ opcode: TapeInstruction.Opcode, _ a: Variable, _ payload: UInt64 = 0,
    to tape: UnsafeMutablePointer<TapeRecording>
  ) -> Variable {
    Variable(tape, slot: tape.pointee.append(TapeInstruction(opcode, a.slot, payload)))
  }

  /// An operation of two variables.
  @inlinable @inline(__always)
  static func append(
    _ opcode: TapeInstruction.Opcode, _ a: Variable, _ b: Variable,
    _ tape: UnsafeMutablePointer<TapeRecording>, _ other: UnsafeMutablePointer<TapeRecording>
  ) -> Variable {
    // A slot of another tape could lie outside this one.
    guard tape == other else {
      tape.pointee.hasForeignVariable = true
      return a
    }
    return append(opcode, a, b.payload, to: tape)
  }

  /// This variable as a slot of `tape`: a constant gets one.
  @usableFromInline
  func onTape(_ tape: UnsafeMutablePointer<TapeRecording>) -> Variable {
    guard let own = self.tape else {
      return Self.append(.constant, Variable(tape, slot: 0), payload, to: tape)
    }
    if own != tape { tape.pointee.hasForeignVariable = true }
    return own == tape ? self : Variable(tape, slot: 0)
  }
}

extension Variable {
  @inlinable @inline(__always)
  public static func + (a: Variable, b: Variable) -> Variable {
    if let tape = a.tape {
      if let other = b.tape { return append(.add, a, b, tape, other) }
      return append(.addConstant, a, b.payload, to: tape)
    }
    if let tape = b.tape { return append(.addConstant, b, a.payload, to: tape) }
    return Variable(a.number + b.number)
  }
  @inlinable @inline(__always)
  public static func - (a: Variable, b: Variable) -> Variable {
    if let tape = a.tape {
      if let other = b.tape { return append(.subtract, a, b, tape, other) }
      // a − c and a + (−c) have the same bits.
      return append(.addConstant, a, (-b.number).bitPattern, to: tape)
    }
    if let tape = b.tape { return append(.constantMinus, b, a.payload, to: tape) }
    return Variable(a.number - b.number)
  }
  @inlinable @inline(__always)
  public static func * (a: Variable, b: Variable) -> Variable {
    if let tape = a.tape {
      if let other = b.tape { return append(.multiply, a, b, tape, other) }
      return append(b.number == 0 ? .multiplyZero : .multiplyConstant, a, b.payload, to: tape)
    }
    if let tape = b.tape {
      return append(a.number == 0 ? .multiplyZero : .multiplyConstant, b, a.payload, to: tape)
    }
    return Variable(a.number * b.number)
  }
  @inlinable @inline(__always)
  public static func / (a: Variable, b: Variable) -> Variable {
    if let tape = a.tape {
      if let other = b.tape { return append(.divide, a, b, tape, other) }
      return append(.divideByConstant, a, b.payload, to: tape)
    }
    if let tape = b.tape { return append(.constantDivided, b, a.payload, to: tape) }
    return Variable(a.number / b.number)
  }
  @inlinable @inline(__always)
  public static prefix func - (a: Variable) -> Variable {
    guard let tape = a.tape else { return Variable(-a.number) }
    return append(.negate, a, to: tape)
  }
}

extension Variable {
  @inlinable
  public static func apply(_ f: ElementaryFunction, _ a: Variable) -> Variable {
    guard let tape = a.tape else { return Variable(f.value(at: a.number)) }
    switch f {
    case .sqrt: return sqrt(a)
    case .abs: return abs(a)
    case .sign:
      tape.pointee.kinks.insert(.sign)
      return append(.sign, a, to: tape)
    default: break
    }
    return Variable(
      tape, slot: tape.pointee.append(TapeInstruction(.function, a.slot, function: f)))
  }
  @inlinable
  public static func sqrt(_ a: Variable) -> Variable {
    guard let tape = a.tape else { return Variable(a.number.squareRoot()) }
    return append(.squareRoot, a, to: tape)
  }
  @inlinable
  public static func abs(_ a: Variable) -> Variable {
    guard let tape = a.tape else { return Variable(a.number.magnitude) }
    tape.pointee.kinks.insert(.abs)
    return append(.absolute, a, to: tape)
  }
  @inlinable
  public static func pow(_ a: Variable, _ n: Int) -> Variable {
    if n == 0 { return 1 }
    guard let tape = a.tape else { return Variable(integerPower(a.number, n)) }
    return append(.integerPower, a, UInt64(bitPattern: Int64(n)), to: tape)
  }
  @inlinable
  public static func pow(_ a: Variable, _ b: Variable) -> Variable {
    if let tape = a.tape {
      if let other = b.tape { return append(.realPower, a, b, tape, other) }
      return append(.constantExponent, a, b.payload, to: tape)
    }
    if let tape = b.tape { return append(.constantBase, b, a.payload, to: tape) }
    return Variable(realPower(a.number, b.number))
  }
  @inlinable
  public static func max(_ a: Variable, _ b: Variable) -> Variable {
    guard let tape = a.tape ?? b.tape else { return Variable(Double.max(a.number, b.number)) }
    tape.pointee.kinks.insert(.max)
    return append(.max, a.onTape(tape), b.onTape(tape).payload, to: tape)
  }
  @inlinable
  public static func min(_ a: Variable, _ b: Variable) -> Variable {
    guard let tape = a.tape ?? b.tape else { return Variable(Double.min(a.number, b.number)) }
    tape.pointee.kinks.insert(.min)
    return append(.min, a.onTape(tape), b.onTape(tape).payload, to: tape)
  }
  @inlinable
  public static func select(
    _ a: Variable, lessThan b: Variable, then x: Variable, else y: Variable
  ) -> Variable {
    // A choice between constants is made now and leaves no kink.
    guard let tape = a.tape ?? b.tape else { return a.number < b.number ? x : y }
    tape.pointee.kinks.insert(.select)
    let (a, b) = (a.onTape(tape), b.onTape(tape))
    let (x, y) = (x.onTape(tape), y.onTape(tape))
    _ = append(.branches, x, y.payload, to: tape)
    return append(.select, a, b.payload, to: tape)
  }
}
