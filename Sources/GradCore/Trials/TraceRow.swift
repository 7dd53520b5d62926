/// One sampled iteration of a trial: six numbers of eight bytes, as the spill file holds them.
@frozen public struct TraceRow: Sendable, Equatable {
  public var iteration: Int
  /// Evaluations that the algorithm had asked for by then.
  public var cost: Int
  public var objective: Double
  public var gradientNorm: Double
  /// Length of the step that leaves this iterate; NaN on the last row.
  public var stepNorm: Double
  /// The rate used for the step from this row; NaN: the method has none.
  public var learningRate: Double

  @inlinable public init(
    iteration: Int, cost: Int, objective: Double, gradientNorm: Double, stepNorm: Double = .nan,
    learningRate: Double = .nan
  ) {
    self.iteration = iteration
    self.cost = cost
    self.objective = objective
    self.gradientNorm = gradientNorm
    self.stepNorm = stepNorm
    self.learningRate = learningRate
  }
}
