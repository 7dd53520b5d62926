public import GradNumerics

/// Runs the instructions on a register file. The compiler made every index; none is checked here.
///
/// - Parameter integers: What the exponents of index powers are; nil where the program has none.
@inlinable
func execute<S: Scalar>(
  _ instructions: UnsafeBufferPointer<Instruction>, _ r: UnsafeMutablePointer<S>,
  integers: UnsafePointer<Int>? = nil
) {
  guard var next = instructions.baseAddress else { return }
  let end = next + instructions.count
  while next < end {
    let i = next.pointee
    next += 1
    let a = r + Int(i.a)
    let b = r + Int(i.b)
    let c = r + Int(i.c)
    let target = r + Int(i.target)
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
        a.pointee, lessThan: b.pointee, then: c.pointee, else: r[Int(i.d)])
    case .addAdd: target.pointee = (a.pointee + b.pointee) + c.pointee
    case .addSubtract: target.pointee = (a.pointee + b.pointee) - c.pointee
    case .addMultiply: target.pointee = (a.pointee + b.pointee) * c.pointee
    case .subtractAdd: target.pointee = (a.pointee - b.pointee) + c.pointee
    case .subtractSubtract: target.pointee = (a.pointee - b.pointee) - c.pointee
    case .subtractMultiply: target.pointee = (a.pointee - b.pointee) * c.pointee
    case .multiplyAdd: target.pointee = (a.pointee * b.pointee) + c.pointee
    case .multiplySubtract: target.pointee = (a.pointee * b.pointee) - c.pointee
    case .multiplyMultiply: target.pointee = (a.pointee * b.pointee) * c.pointee
    case .addFrom: target.pointee = c.pointee - (a.pointee + b.pointee)
    case .subtractFrom: target.pointee = c.pointee - (a.pointee - b.pointee)
    case .multiplyFrom: target.pointee = c.pointee - (a.pointee * b.pointee)
    }
  }
}

/// Out of line: twenty library calls inside the loop above would cost its registers.
@inlinable @inline(never)
func applyFunction<S: Scalar>(_ code: UInt8, _ a: S) -> S {
  guard let f = ElementaryFunction(rawValue: code) else { return a }
  return S.apply(f, a)
}
