/// Carries adjoints from the last instruction to the variables.
///
///     ā ← ā + v̄ · ∂v/∂a   for each operand a of each operation v, last operation first
///
/// `adjoints` has a number for every slot: the weights of the outputs, 0 elsewhere. Afterwards the
/// first `dimension` are the derivatives of the weighted sum. An adjoint of 0 passes on nothing, nor
/// does any adjoint through an operation whose derivative is 0 everywhere.
///
/// Kinks: abs′(0) = sign′(0) = 0; `max` and `min` pass to their first argument at a tie, `select`
/// to the branch taken. Where only the second argument of `max` or `min` is NaN, so is the value,
/// and the derivative is the first argument's.
@inlinable
func runReverse<S: TapeNumber>(
  _ instructions: UnsafeBufferPointer<TapeInstruction>, dimension: Int,
  _ values: UnsafeMutablePointer<S>, _ adjoints: UnsafeMutablePointer<S>
) {
  guard let first = instructions.baseAddress else { return }
  var index = instructions.count
  while index >= 4 {
    sweepOne(first, index &- 1, dimension, values, adjoints)
    sweepOne(first, index &- 2, dimension, values, adjoints)
    sweepOne(first, index &- 3, dimension, values, adjoints)
    sweepOne(first, index &- 4, dimension, values, adjoints)
    index &-= 4
  }
  while index > 0 {
    index &-= 1
    sweepOne(first, index, dimension, values, adjoints)
  }
}

/// One operation. Inlined four times into the loop, as in ``runForward(_:dimension:_:)``.
@inlinable @inline(__always)
func sweepOne<S: TapeNumber>(
  _ first: UnsafePointer<TapeInstruction>, _ index: Int, _ dimension: Int,
  _ values: UnsafeMutablePointer<S>, _ adjoints: UnsafeMutablePointer<S>
) {
  let adjoint = adjoints[dimension &+ index]
  if S.passesNothing(adjoint) { return }
  let i = first[index]
  let a = Int(i.a)
  switch i.opcode {
  case .constant, .branches, .sign, .multiplyZero: break
  case .add:
    adjoints[a] = adjoints[a] + adjoint
    adjoints[i.b] = adjoints[i.b] + adjoint
  case .addConstant: adjoints[a] = adjoints[a] + adjoint
  case .subtract:
    adjoints[a] = adjoints[a] + adjoint
    adjoints[i.b] = adjoints[i.b] - adjoint
  case .constantMinus, .negate: adjoints[a] = adjoints[a] - adjoint
  case .multiply:
    let (u, v) = (values[a], values[i.b])
    adjoints[a] = adjoints[a] + S.passed(adjoint, v)
    adjoints[i.b] = adjoints[i.b] + S.passed(adjoint, u)
  case .multiplyConstant: adjoints[a] = adjoints[a] + S.passed(adjoint, S(i.constant))
  case .divide:
    // v = a / b: ∂v/∂a = 1 / b and ∂v/∂b = −v / b.
    let share = S.passed(adjoint, over: values[i.b])
    adjoints[a] = adjoints[a] + share
    adjoints[i.b] = adjoints[i.b] - S.passed(share, values[dimension &+ index])
  case .divideByConstant: adjoints[a] = adjoints[a] + S.passed(adjoint, over: S(i.constant))
  case .constantDivided:
    let share = S.passed(adjoint, over: values[a])
    adjoints[a] = adjoints[a] - S.passed(share, values[dimension &+ index])
  case .function:
    let slope = i.function.slope(at: values[a], value: values[dimension &+ index])
    adjoints[a] = adjoints[a] + S.passed(adjoint, slope)
  case .squareRoot:
    let slope = ElementaryFunction.sqrt.slope(at: values[a], value: values[dimension &+ index])
    adjoints[a] = adjoints[a] + S.passed(adjoint, slope)
  case .absolute: adjoints[a] = adjoints[a] + S.passed(adjoint, S.sign(values[a]))
  case .integerPower:
    adjoints[a] = adjoints[a] + S.passed(adjoint, integerPowerSlope(values[a], i.exponent))
  case .realPower:
    let (base, exponent) = (values[a], values[i.b])
    adjoints[a] = adjoints[a] + S.passed(adjoint, realPowerSlope(base, exponent))
    let growth = exponentSlope(base, power: values[dimension &+ index])
    adjoints[i.b] = adjoints[i.b] + S.passed(adjoint, growth)
  case .constantExponent:
    adjoints[a] = adjoints[a] + S.passed(adjoint, realPowerSlope(values[a], S(i.constant)))
  case .constantBase:
    let growth = exponentSlope(S(i.constant), power: values[dimension &+ index])
    adjoints[a] = adjoints[a] + S.passed(adjoint, growth)
  case .max:
    let (u, v) = (values[a], values[i.b])
    adjoints[a] = adjoints[a] + S.select(u, lessThan: v, then: 0, else: adjoint)
    adjoints[i.b] = adjoints[i.b] + S.select(u, lessThan: v, then: adjoint, else: 0)
  case .min:
    let (u, v) = (values[a], values[i.b])
    adjoints[a] = adjoints[a] + S.select(v, lessThan: u, then: 0, else: adjoint)
    adjoints[i.b] = adjoints[i.b] + S.select(v, lessThan: u, then: adjoint, else: 0)
  case .select:
    let (u, v) = (values[a], values[i.b])
    let branches = first[index &- 1]
    let (taken, other) = (Int(branches.a), branches.b)
    adjoints[taken] = adjoints[taken] + S.select(u, lessThan: v, then: adjoint, else: 0)
    adjoints[other] = adjoints[other] + S.select(u, lessThan: v, then: 0, else: adjoint)
  }
}
