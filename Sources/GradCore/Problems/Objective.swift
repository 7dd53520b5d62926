public import GradNumerics

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
  public struct Doors<S>: Sendable {
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

  public var scalar: Doors<Double>
  public var lanes: Doors<Lanes>
  public var dual2: Doors<Dual2>
  public var dual4: Doors<Dual4>
  public var dual8: Doors<Dual8>

  @inlinable public init<P: Problem>(_ problem: P) {
    dimension = problem.dimension
    scalar = Doors { problem.value(at: $0) }
    lanes = Doors { problem.value(at: $0) }
    dual2 = Doors { problem.value(at: $0) }
    dual4 = Doors { problem.value(at: $0) }
    dual8 = Doors { problem.value(at: $0) }
  }

  /// Adds the gradient that the problem gives by hand; on duals, it gives exact Hessian columns.
  @inlinable public func analytic<P: AnalyticProblem>(_ problem: P) -> Objective {
    var objective = self
    objective.scalar.gradient = { problem.gradient(at: $0, into: &$1) }
    objective.lanes.gradient = { problem.gradient(at: $0, into: &$1) }
    objective.dual8.gradient = { problem.gradient(at: $0, into: &$1) }
    return objective
  }

  /// Adds evaluation on batches of examples.
  @inlinable public func batches<P: FiniteSumProblem>(_ problem: P) -> Objective {
    var objective = self
    objective.sampleCount = problem.sampleCount
    objective.scalar.batchValue = { problem.value(at: $0, batch: $1) }
    objective.lanes.batchValue = { problem.value(at: $0, batch: $1) }
    objective.dual2.batchValue = { problem.value(at: $0, batch: $1) }
    objective.dual4.batchValue = { problem.value(at: $0, batch: $1) }
    objective.dual8.batchValue = { problem.value(at: $0, batch: $1) }
    return objective
  }

  /// Adds the gradient on batches of examples that the problem gives by hand.
  @inlinable public func analyticBatches<P: AnalyticFiniteSumProblem>(_ problem: P) -> Objective {
    var objective = batches(problem)
    objective.scalar.batchGradient = { problem.gradient(at: $0, batch: $1, into: &$2) }
    objective.lanes.batchGradient = { problem.gradient(at: $0, batch: $1, into: &$2) }
    return objective
  }
}
