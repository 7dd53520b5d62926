public import GradNumerics
public import GradSymbolic

/// The only door to a problem once it is made: one closure for each scalar type.
///
/// A generic requirement called through `any Problem` runs 9 to 900 times slower than a specialised
/// one, so the type is erased here, once, where the compiler still knows it:
///
///     Objective(problem).analytic(problem).batches(problem)
///
/// Build it in the module of the problem; nothing else needs an annotation to be fast.
public struct Objective: Sendable {
  public typealias Value<S> = @Sendable (Span<S>) -> S
  public typealias Gradient<S> = @Sendable (Span<S>, inout MutableSpan<S>) -> S
  public typealias BatchValue<S> = @Sendable (Span<S>, Span<Int32>) -> S
  public typealias BatchGradient<S> = @Sendable (Span<S>, Span<Int32>, inout MutableSpan<S>) -> S

  /// The closures of one scalar type.
  public struct Closures<S>: Sendable {
    public let value: Value<S>
    /// Where the problem gives its gradient by hand.
    public var gradient: Gradient<S>?
    /// Where the problem is a finite sum.
    public var batchValue: BatchValue<S>?
    public var batchGradient: BatchGradient<S>?

    @inlinable public init(value: @escaping Value<S>) { self.value = value }
  }

  public let dimension: Int
  /// The number of examples of a finite sum, else nil.
  public var sampleCount: Int?

  public var scalar: Closures<Double>
  public var lanes: Closures<Lanes>
  public var dual2: Closures<Dual2>
  public var dual4: Closures<Dual4>
  public var dual8: Closures<Dual8>
  public var symbol: Closures<Symbol>
  /// Records a tape.
  public var variable: Closures<Variable>
  public var complex: Closures<Complex>
  /// The problem's own gradient, for the symbolic backend: a formula has one that keeps its loops;
  /// nil where the backend should trace the `symbol` closures.
  public var symbolicGradient: PreparedGradient?

  @inlinable public init<P: Problem>(_ problem: P) {
    dimension = problem.dimension
    scalar = Closures(problem)
    lanes = Closures(problem)
    dual2 = Closures(problem)
    dual4 = Closures(problem)
    dual8 = Closures(problem)
    symbol = Closures(problem)
    variable = Closures(problem)
    complex = Closures(problem)
  }

  /// Adds the gradient that the problem gives by hand; on duals, it gives exact Hessian columns.
  @inlinable public func analytic<P: AnalyticProblem>(_ problem: P) -> Objective {
    var objective = self
    objective.scalar.addGradient(of: problem)
    objective.lanes.addGradient(of: problem)
    objective.dual8.addGradient(of: problem)
    return objective
  }

  /// Adds evaluation on batches of examples.
  @inlinable public func batches<P: FiniteSumProblem>(_ problem: P) -> Objective {
    var objective = self
    objective.sampleCount = problem.sampleCount
    objective.scalar.addBatches(of: problem)
    objective.lanes.addBatches(of: problem)
    objective.dual2.addBatches(of: problem)
    objective.dual4.addBatches(of: problem)
    objective.dual8.addBatches(of: problem)
    objective.symbol.addBatches(of: problem)
    objective.variable.addBatches(of: problem)
    objective.complex.addBatches(of: problem)
    return objective
  }

  /// Adds the gradient on batches of examples that the problem gives by hand.
  @inlinable public func analyticBatches<P: AnalyticFiniteSumProblem>(_ problem: P) -> Objective {
    var objective = batches(problem)
    objective.scalar.addBatchGradient(of: problem)
    objective.lanes.addBatchGradient(of: problem)
    return objective
  }
}

// The closures are made where S is generic: a closure on Double would be stored behind a conversion,
// one more call at every evaluation.
extension Objective.Closures where S: Scalar & SendableMetatype {
  @inlinable init<P: Problem>(_ problem: P) {
    self.init { problem.value(at: $0) }
  }

  @inlinable mutating func addGradient<P: AnalyticProblem>(of problem: P) {
    gradient = { problem.gradient(at: $0, into: &$1) }
  }

  @inlinable mutating func addBatches<P: FiniteSumProblem>(of problem: P) {
    batchValue = { problem.value(at: $0, batch: $1) }
  }

  @inlinable mutating func addBatchGradient<P: AnalyticFiniteSumProblem>(of problem: P) {
    batchGradient = { problem.gradient(at: $0, batch: $1, into: &$2) }
  }
}
