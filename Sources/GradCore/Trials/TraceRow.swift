<<<<<<< HEAD
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
=======
/// One sampled iteration of a trial: six numbers of eight bytes, as the spill file holds them.
@frozen public struct TraceRow: Sendable, Equatable {
  public var iteration: Int
  /// Evaluations that the algorithm had asked for by then.
  public var cost: Int
  public var objective: Double
  public var gradientNorm: Double
  /// Length of the step that led to this row; NaN: there was none.
  public var stepNorm: Double
  /// The rate used for the step from this row; NaN: the method has none.
  public var learningRate: Double

  @inlinable public init(
>>>>>>> 367e70f8cde1e3a56b00f7535b04c6a598fc89ab
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
<<<<<<< HEAD

/// The sampled looks of one trial, and for full traces the points.
public struct Trace: Sendable, Equatable {
  public var rows: [TraceRow] = []
  /// `dimension` coordinates a row for full traces, else empty.
  public var points: [Double] = []

  public init() {}
}
=======
>>>>>>> 367e70f8cde1e3a56b00f7535b04c6a598fc89ab
