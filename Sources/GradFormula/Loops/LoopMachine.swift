public import GradNumerics
public import GradSymbolic

/// Runs the tables of a formula on one scalar type. Every index was checked when they were made.
@frozen @usableFromInline struct LoopMachine<S: Scalar> {
  @usableFromInline let records: UnsafePointer<LoopRecord>
  @usableFromInline let steps: UnsafePointer<LoopStep>
  @usableFromInline let terms: UnsafePointer<LoopTerm>
  @usableFromInline let children: UnsafePointer<Int32>
  @usableFromInline let instructions: UnsafePointer<Instruction>
  @usableFromInline let r: UnsafeMutablePointer<S>
  @usableFromInline let integers: UnsafeMutablePointer<Int>
  @usableFromInline let x: UnsafePointer<S>
  /// The registers of strips, and where each is now: there or in the point or the gradient.
  @usableFromInline let strips: UnsafeMutableRawPointer
  @usableFromInline let places: UnsafeMutablePointer<UnsafeMutableRawPointer>

  @inlinable @inline(__always)
  init(
    _ tables: LoopPointers, _ r: UnsafeMutablePointer<S>, _ integers: UnsafeMutablePointer<Int>,
    _ strips: UnsafeMutableRawPointer, _ places: UnsafeMutablePointer<UnsafeMutableRawPointer>,
    _ x: UnsafePointer<S>
  ) {
    self.strips = strips
    self.places = places
    records = tables.records
    steps = tables.steps
    terms = tables.terms
    children = tables.children
    instructions = tables.instructions
    self.r = r
    self.integers = integers
    self.x = x
  }

  @inlinable @inline(__always)
  func value(of form: LoopForm) -> Int {
    var value = form.constant
    for i in Int(form.start)..<Int(form.end) {
      // The sum is in range, the parts need not be.
      value &+= terms[i].coefficient &* integers[terms[i].slot]
    }
    return value
  }

  /// The number nearest to a form whose parts have up to 53 bits each: at most 100 products of two.
  @inlinable @inline(never)
  func number(of form: LoopForm) -> Double {
    var value = Int128(form.constant)
    for i in Int(form.start)..<Int(form.end) {
      value &+= Int128(terms[i].coefficient) &* Int128(integers[terms[i].slot])
    }
    return Double(value)
  }

  @inlinable @inline(__always)
  func move(_ range: Range<Int>, _ index: Int) {
    var step = steps + range.lowerBound
    let end = steps + range.upperBound
    while step < end {
      let target = Int(step.pointee.target)
      let cell = Int(step.pointee.cell)
      switch step.pointee.kind {
      case .coordinate: r[target] = x[integers[cell] &+ step.pointee.stride &* index]
      case .number:
        r[target] = S(Double(integers[cell] &+ step.pointee.stride &* index))
      case .wideNumber: r[target] = S(number(of: step.pointee.form))
      case .result: r[target] = r[cell]
      case .integer: integers[target] = integers[cell] &+ step.pointee.stride &* index
      case .form: integers[target] = value(of: step.pointee.form)
      }
      step += 1
    }
  }

  @inlinable @inline(__always)
  func compute(_ loop: UnsafePointer<LoopRecord>) {
    let range = loop.pointee.instructions
    execute(
      UnsafeBufferPointer(start: instructions + range.lowerBound, count: range.count),
      RowOfRegisters(r + loop.pointee.base), integers: integers + loop.pointee.exponents)
  }

  /// Runs a loop with all within; its value is in its result register.
  ///
  /// A sum is its first term plus the second and so on: −0 + t is t, for −0 too.
  @inlinable
  func run(_ number: Int) {
    let loop = records + number
    let lower = value(of: loop.pointee.lower)
    let upper = value(of: loop.pointee.upper)
    let isProduct = loop.pointee.isProduct
    let result = r + loop.pointee.result
    guard lower <= upper else {
      result.pointee = isProduct ? 1 : 0
      return
    }
    var total = isProduct ? S(1) : S(-0.0)
    let stripped = strippedCount(loop, upper - lower + 1)
    if stripped > 0 { runStrips(loop, lower, count: stripped, &total) }
    if stripped == upper - lower + 1 {
      result.pointee = total
      return
    }
    move(loop.pointee.entry, 0)
    let output = r + loop.pointee.output
    let inner = loop.pointee.children
    for index in (lower + stripped)...upper {
      integers[loop.pointee.slot] = index
      for child in inner { run(Int(children[child])) }
      move(loop.pointee.iteration, index)
      compute(loop)
      total = isProduct ? total * output.pointee : total + output.pointee
    }
    result.pointee = total
  }

  /// Runs the whole formula and gives its value.
  @inlinable
  func runWhole(_ number: Int) -> S {
    let whole = records + number
    for child in whole.pointee.children { run(Int(children[child])) }
    move(whole.pointee.entry, 0)
    move(whole.pointee.iteration, 0)
    compute(whole)
    return r[whole.pointee.output]
  }
}
