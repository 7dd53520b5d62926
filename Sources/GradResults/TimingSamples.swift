/// What one iteration of a cell takes, measured while nothing else of the run worked: its learning
/// rate and seed do not matter.
public struct TimingSamples: Sendable, Equatable {
  /// The cell, without a learning rate.
  public var cell: CellDescription
  /// The trial whose iterates were timed.
  public var trial: UInt64
  /// Iterations of that trial from which the points were taken, a few at least.
  public var iterations: Int
  /// Iterations of one sample.
  public var iterationsPerSample: Int
  /// Processor seconds of this thread an iteration, one sample a round.
  public var samples: [Double] = []
  /// Seconds of the wall clock an iteration in the same samples.
  public var wallSamples: [Double] = []
  /// Processor seconds of one objective value, one sample a round.
  public var objectiveSamples: [Double] = []
  /// Processor seconds of one gradient as the method asks for it, one sample a round.
  public var gradientSamples: [Double] = []
  /// Instructions an iteration; nil where the processor does not count them for us.
  public var instructions: Double?

  public init(cell: CellDescription, trial: UInt64, iterations: Int, iterationsPerSample: Int) {
    self.cell = cell
    self.trial = trial
    self.iterations = iterations
    self.iterationsPerSample = iterationsPerSample
  }
}

/// A cell whose iterations were also timed in one go.
public struct WholeCellTiming: Sendable, Equatable {
  /// Index into ``Timings/keys``.
  public var key: Int
  /// Iterations from the start.
  public var iterations: Int
  /// Processor seconds of all of them, one value a go.
  public var samples: [Double] = []

  public init(key: Int, iterations: Int) {
    self.key = key
    self.iterations = iterations
  }
}

/// What the timing phase of a run found.
public struct Timings: Sendable, Equatable {
  /// In plan order.
  public var keys: [TimingSamples] = []
  /// Some of them, from the cheapest to the most expensive.
  public var wholeCells: [WholeCellTiming] = []
  /// Samples asked for, and those of which all keys have one.
  public var roundsAsked = 0
  public var rounds = 0
  /// Whether the processor counts instructions for this process.
  public var countsInstructions = false

  public init() {}
}
