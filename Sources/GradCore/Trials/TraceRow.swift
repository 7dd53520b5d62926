/// One sampled look along a trial.
public struct TraceRow: Sendable, Equatable {
  public var iteration: Int
  public var cost: Int
  public var objective: Double
  /// Euclidean, exact, before clipping.
  public var gradientNorm: Double
  /// Length of the step that leaves this iterate; NaN on the last row.
  public var stepNorm: Double
  /// The scheduled rate of that step; NaN on the last row.
  public var learningRate: Double

  public init(
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

/// The sampled looks of one trial, and for full traces the points.
public struct Trace: Sendable, Equatable {
  public var rows: [TraceRow] = []
  /// `dimension` coordinates a row for full traces, else empty.
  public var points: [Double] = []

  public init() {}
}
