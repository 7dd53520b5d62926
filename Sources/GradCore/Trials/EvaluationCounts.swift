/// What a method asked for along a trial.
///
/// The loops add to it where they ask; nothing derives it from the iteration. What only the harness
/// asked for, to judge, is not in it.
@frozen public struct EvaluationCounts: Sendable, Equatable {
  /// N_f: points at which a value was asked for, the points of a gradient's stencil included.
  public private(set) var objectives = 0
  /// N_g: points at which a gradient was asked for, by any backend. The value that comes with one is
  /// no evaluation of its own.
  public private(set) var gradients = 0
  /// N_h
  public private(set) var hessians = 0
  /// Products of a Hessian with a vector, made without the Hessian.
  public private(set) var hessianProducts = 0
  /// Points at which the method itself asked, for a value or a gradient: those of stencils are not
  /// among them. On a finite sum each is a pass over the data.
  public private(set) var points = 0
  /// N_f + N_g, but of a gradient by a stencil its points alone. Second derivatives are not in it.
  public private(set) var cost = 0

  @inlinable public init() {}

  /// - Parameter price: What one gradient adds to the cost: 1, or the points of its stencil.
  @usableFromInline init(gradients: Int, costing price: Int) {
    add(gradients: gradients, costing: price)
  }

  mutating func addObjective() {
    objectives += 1
    points += 1
    cost += 1
  }

  mutating func add(gradients count: Int = 1, costing price: Int) {
    gradients += count
    points += count
    if price > 1 { objectives += count * price }
    cost += count * price
  }

  mutating func addHessian() { hessians += 1 }
  mutating func addHessianProduct() { hessianProducts += 1 }
}
