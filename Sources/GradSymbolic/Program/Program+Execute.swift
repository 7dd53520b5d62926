public import GradNumerics

/// Runs the instructions on a register file. The compiler made every index; none is checked here.
///
/// - Parameter integers: What the exponents of index powers are; nil where the program has none.
@inlinable
package func execute<File: RegisterFile>(
  _ instructions: UnsafeBufferPointer<Instruction>, _ file: File,
  integers: UnsafePointer<Int>? = nil
) {
  typealias S = File.Number
  guard var next = instructions.baseAddress else { return }
  let end = next + instructions.count
  while next < end {
    let i = next.pointee
    next += 1
    let a = file.register(i.a)
    let b = file.register(i.b)
    let target = file.register(i.target)
    switch i.opcode {
    case .add: target.pointee = a.pointee + b.pointee
    case .subtract: target.pointee = a.pointee - b.pointee
    case .multiply: target.pointee = a.pointee * b.pointee
    case .divide: target.pointee = a.pointee / b.pointee
    case .negate: target.pointee = -a.pointee
    case .guardedMultiply:
      // |gate| below the least positive number: the gate is 0. NaN passes through.
      target.pointee = S.select(
        S.abs(a.pointee), lessThan: S(Double.leastNonzeroMagnitude), then: 0,
        else: a.pointee * b.pointee)
    case .squareRoot: target.pointee = S.sqrt(a.pointee)
    case .absolute: target.pointee = S.abs(a.pointee)
    case .function: target.pointee = applyFunction(i.functionCode, a.pointee)
    case .integerPower: target.pointee = S.pow(a.pointee, i.exponent)
    case .indexPower:
      target.pointee = S.pow(a.pointee, (integers?[Int(i.c)] ?? 0) + i.exponentOffset)
    case .realPower: target.pointee = S.pow(a.pointee, b.pointee)
    case .max: target.pointee = S.max(a.pointee, b.pointee)
    case .min: target.pointee = S.min(a.pointee, b.pointee)
    case .select:
      target.pointee = S.select(
        a.pointee, lessThan: b.pointee, then: file.register(i.c).pointee,
        else: file.register(i.d).pointee)
    case .addAdd: target.pointee = (a.pointee + b.pointee) + file.register(i.c).pointee
    case .addSubtract: target.pointee = (a.pointee + b.pointee) - file.register(i.c).pointee
    case .addMultiply: target.pointee = (a.pointee + b.pointee) * file.register(i.c).pointee
    case .subtractAdd: target.pointee = (a.pointee - b.pointee) + file.register(i.c).pointee
    case .subtractSubtract: target.pointee = (a.pointee - b.pointee) - file.register(i.c).pointee
    case .subtractMultiply: target.pointee = (a.pointee - b.pointee) * file.register(i.c).pointee
    case .multiplyAdd: target.pointee = (a.pointee * b.pointee) + file.register(i.c).pointee
    case .multiplySubtract: target.pointee = (a.pointee * b.pointee) - file.register(i.c).pointee
    case .multiplyMultiply: target.pointee = (a.pointee * b.pointee) * file.register(i.c).pointee
    case .addFrom: target.pointee = file.register(i.c).pointee - (a.pointee + b.pointee)
    case .subtractFrom: target.pointee = file.register(i.c).pointee - (a.pointee - b.pointee)
    case .multiplyFrom: target.pointee = file.register(i.c).pointee - (a.pointee * b.pointee)
    }
  }
}

/// Runs the instructions of a ``Program`` on registers one behind the other.
@inlinable @inline(__always)
func runProgram<S: Scalar>(
  _ instructions: UnsafeBufferPointer<Instruction>, _ registers: UnsafeMutablePointer<S>
) {
  if S.self == Lanes.self {
    VectorCode.run(
      instructions, UnsafeMutableRawPointer(registers).assumingMemoryBound(to: Lanes.self))
  } else {
    execute(instructions, RowOfRegisters(registers))
  }
}

/// Out of line: twenty library calls inside the loop above would cost its registers.
///
/// The choice is made here once for all lanes: within ``Scalar/apply(_:_:)`` it is made for each.
@inlinable @inline(never)
func applyFunction<S: Scalar>(_ code: UInt8, _ a: S) -> S {
  guard let f = ElementaryFunction(rawValue: code) else { return a }
  switch f {
  case .exp: return S.exp(a)
  case .log: return S.log(a)
  case .log1p: return S.log1p(a)
  case .sin: return S.sin(a)
  case .cos: return S.cos(a)
  case .tanh: return S.tanh(a)
  case .sigmoid: return S.sigmoid(a)
  case .softplus: return S.softplus(a)
  default: return S.apply(f, a)
  }
}
