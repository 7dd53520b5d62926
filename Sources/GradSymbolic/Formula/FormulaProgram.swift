public import GradNumerics

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
    return x.withUnsafeBufferPointer { point in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: tables.integerCount + 1) { integers in
        withUnsafeTemporaryAllocation(of: S.self, capacity: tables.registerCount + 1) { registers in
          registers.initialize(repeating: 0)
          defer { registers.deinitialize() }
          guard let r = registers.baseAddress, let i = integers.baseAddress,
            let first = point.baseAddress
          else { return S(Double.nan) }
          for constant in tables.constants { r[Int(constant.register)] = S(constant.value) }
          return LoopMachine(tables, r, i, first).runWhole(tables.root)
        }
      }
    }
  }

  @usableFromInline
  func refusesToUnroll<S: Scalar>(_ x: Span<S>) -> Bool {
    guard termCountForTracing > FormulaLimits.unrolledTerms else { return false }
    if let symbol = x[0] as? Symbol { symbol.graph?.store.pointee.isOverfull = true }
    return true
  }
}
