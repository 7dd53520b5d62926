/// What one iteration of a cell takes, measured while nothing else of the run worked: its learning
/// rate and seed do not matter.
public struct TimingSamples: Sendable {
  /// The cell, without a learning rate.
  public var cell: Cell
  /// The trial whose iterates were timed.
  public var trial: UInt64
  /// Iterations of that trial from which the points were taken, a few at least.
  public var iterations: Int
  /// Iterations of one sample.
  public var iterationsPerSample: Int
  /// What was measured, in the order of time; after the phase only what counts.
  public var samples: [TimingSample] = []
  /// Instructions an iteration; nil where the processor does not count them for us.
  public var instructions: Double?

  public init(cell: Cell, trial: UInt64, iterations: Int, iterationsPerSample: Int) {
    self.cell = cell
    self.trial = trial
    self.iterations = iterations
    self.iterationsPerSample = iterationsPerSample
  }
}

/// One sample: seconds an iteration, and what else was read in the same millisecond.
public struct TimingSample: Sendable, Equatable {
  /// Processor seconds of this thread an iteration.
  public var iteration: Double
  /// Seconds of the wall clock an iteration.
  public var wall: Double
  /// Processor seconds of one objective value.
  public var objective: Double
  /// Processor seconds of one gradient as the method asks for it.
  public var gradient: Double
  /// Processor seconds of work that never changes, right before or after, whichever took longer.
  public var reference: Double

  public init(
    iteration: Double, wall: Double, objective: Double, gradient: Double, reference: Double
  ) {
    self.iteration = iteration
    self.wall = wall
    self.objective = objective
    self.gradient = gradient
    self.reference = reference
  }

  /// Whether the processor was this thread's alone: the reference took at most 1 % longer than the
  /// fastest of the whole phase. Undisturbed it repeats within that, and a neighbour costs it 15 %.
  public func isQuiet(fastest: Double) -> Bool { reference <= fastest * 1.01 }

  /// The samples that count: of the undisturbed ones the faster half, in the order taken.
  ///
  /// A neighbour that came and went between two looks at the reference only ever adds time, so the
  /// slower half is the worse witness: on a machine shared with compilers 8 % of 2,772 pairs of equal
  /// measurements differed by more than 5 % by the median of all undisturbed samples, and 0.2 % by
  /// their lower quartile, which is the median of what is kept. Where too few are undisturbed the
  /// next best by their reference join them.
  ///
  /// - Parameter most: More than so many are not kept, but chosen evenly; up to seven always are.
  public static func kept(
    of samples: [TimingSample], fastest: Double, most: Int
  ) -> [TimingSample] {
    let order = samples.indices.sorted {
      (samples[$0].reference, $0) < (samples[$1].reference, $1)
    }
    let quiet = order.prefix { samples[$0].isQuiet(fastest: fastest) }
    let pool = order.prefix(max(quiet.count, min(14, 2 * most)))
    let faster = pool.sorted {
      (samples[$0].iteration, $0) < (samples[$1].iteration, $1)
    }
    let half = (pool.count + 1) / 2
    // Evenly from the half, so that more samples make the result surer and not smaller.
    let count = min(most, half)
    return (0..<count).map { faster[(2 * $0 + 1) * half / (2 * count)] }.sorted().map {
      samples[$0]
    }
  }
}

/// What the timing phase measured; ``Timings`` is what is told of it.
public struct TimingMeasurements: Sendable {
  /// In plan order.
  public var cells: [TimingSamples] = []
  /// Some of them, from the cheapest to the most expensive.
  public var wholeCells: [WholeCellTiming] = []
  /// Samples a cell that were asked for, and the fewest that a cell has.
  public var samplesAsked = 0
  public var samples = 0
  /// Of all samples taken the share during which no neighbour slowed the processor.
  public var quietShare = 0.0
  /// Whether the processor counts instructions for this process.
  public var countsInstructions = false

  public init() {}
}
