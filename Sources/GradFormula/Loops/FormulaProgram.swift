public import GradNumerics
public import GradSymbolic

/// A formula made ready for one dimension: evaluates on every scalar.
///
///     let f = try Formula("sum(i, 1, n-1, 100*(x[i+1] - x[i]^2)^2 + (1 - x[i])^2)")
///     let program = try f.program(dimension: 10)
///     program.value(at: point)
///
/// Sums and products stay loops; a loop that does not depend on the loops around it runs once.
/// Values have the bits of the same text written by hand: sums from left to right, whole powers by
/// ``integerPower(_:_:)``, elementary functions of ``ElementaryFunction``. An empty sum is 0, an empty
/// product 1.
///
/// - Cost: a few nanoseconds an operation and lane-pack, and one allocation a value.
public struct FormulaProgram: Sendable {
  /// The variables' names, in the order of the point.
  public let variables: [String]
  let plan: FormulaPlan
  @usableFromInline let tables: LoopTables
  @usableFromInline let termCountForTracing: Int

  init(_ plan: FormulaPlan, variables: [String]) {
    self.plan = plan
    self.variables = variables
    tables = LoopAssembler.values(plan)
    termCountForTracing = plan.termCount
  }

  /// How many coordinates the point has.
  @inlinable public var dimension: Int { variables.count }
  /// Terms and factors of all sums and products in one evaluation.
  public var termCount: Int { plan.termCount }
  /// The operations that are not smooth.
  public var kinks: Kinks { plan.kinks }

  /// The value at `x`, which has ``dimension`` coordinates: anything else is the caller's mistake
  /// and stops the process.
  ///
  /// On ``Symbol`` the loops are unrolled; with more than ``FormulaLimits/unrolledTerms`` terms the
  /// graph is marked as overfull instead.
  @inlinable
  public func value<S: Scalar>(at x: Span<S>) -> S {
    precondition(x.count == variables.count, "the point has another dimension")
    if S.self == Symbol.self, refusesToUnroll(x) { return S(Double.nan) }
    let memory = ScratchMemory(byteCount: memorySize(S.self))
    defer { memory.free() }
    return x.withUnsafeBufferPointer { point in
      guard let first = point.baseAddress else { return S(Double.nan) }
      return run(first, memory.start)
    }
  }

  @inlinable @inline(__always)
  func memorySize<S: Scalar>(_: S.Type) -> Int {
    (LoopMachine<S>.stripStride > 0
      ? tables.stripCount
        * (LoopMachine<S>.stripStride + MemoryLayout<UnsafeMutableRawPointer>.stride) : 0)
      + (tables.registerCount + 1) * MemoryLayout<S>.stride
      + (tables.integerCount + 1) * MemoryLayout<Int>.stride
  }

  @inlinable @inline(__always)
  func run<S: Scalar>(_ x: UnsafePointer<S>, _ strips: UnsafeMutableRawPointer) -> S {
    let registerCount = tables.registerCount + 1
    let stripStride = LoopMachine<S>.stripStride
    let start = strips + tables.stripCount * stripStride
    let registers = start.bindMemory(to: S.self, capacity: registerCount)
    let integers = (start + registerCount * MemoryLayout<S>.stride).bindMemory(
      to: Int.self, capacity: tables.integerCount + 1)
    let places = UnsafeMutableRawPointer(integers + tables.integerCount + 1).assumingMemoryBound(
      to: UnsafeMutableRawPointer.self)
    // Registers are written before they are read; only what counts references must be numbers.
    if !_isPOD(S.self) { registers.initialize(repeating: 0, count: registerCount) }
    defer { if !_isPOD(S.self) { registers.deinitialize(count: registerCount) } }
    for constant in tables.constants { registers[Int(constant.register)] = S(constant.value) }
    if stripStride > 0 {
      for constant in tables.stripConstants {
        LoopMachine<S>.fill(strips + Int(constant.register) * stripStride, S(constant.value))
      }
    }
    return tables.withPointers { pointers in
      let machine = LoopMachine(pointers, registers, integers, strips, places, x)
      if stripStride > 0 { machine.resetPlaces(tables.stripCount) }
      return machine.runWhole(tables.root)
    } ?? S(Double.nan)
  }

  @usableFromInline
  func refusesToUnroll<S: Scalar>(_ x: Span<S>) -> Bool {
    guard termCountForTracing > FormulaLimits.unrolledTerms else { return false }
    if let symbol = x[0] as? Symbol { symbol.graph?.store.pointee.isOverfull = true }
    return true
  }
}
