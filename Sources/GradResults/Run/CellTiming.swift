/// What one iteration of a cell takes, whatever its learning rate and seed: one row of `timings.csv`.
///
/// Seconds have six digits, in memory as in the file: no clock knows more, and what is written is
/// read back as it was.
public struct CellTiming: Sendable, Equatable {
  /// Its learning rate is nil.
  public var identity = CellIdentity()
  /// The trial whose iterates were timed.
  public var trial: UInt64 = 0
  public var iterationsPerSample = 0
  /// Processor seconds of one objective value, of one gradient as the method asks for it, and of what
  /// is left of an iteration.
  public var objectiveSeconds = Double.nan
  public var gradientSeconds = Double.nan
  public var updateSeconds = Double.nan
  /// The median of the samples, their median absolute deviation (not scaled to a standard deviation),
  /// and the bootstrap interval of the median at 95 %.
  public var iterationSeconds = Double.nan
  public var deviation = Double.nan
  public var low = Double.nan
  public var high = Double.nan
  /// Seconds of the wall clock an iteration.
  public var wallSeconds = Double.nan
  /// Seconds of the work that never changes, taken beside the samples: how fast the machine was.
  public var referenceSeconds = Double.nan
  /// Instructions an iteration; nil where nobody counted them.
  public var instructions: Double?
  /// Processor seconds an iteration, in the order taken; none where only instructions were counted.
  public var samples: [Double] = []

  public init() {}

  public var key: CellKey { CellKey(identity.cell).anyRate }

  /// The middle sample, the lower one of two; infinite without samples.
  public var lowerMedian: Double {
    samples.isEmpty ? .infinity : samples.sorted()[(samples.count - 1) / 2]
  }
}

/// A cell whose iterations were also timed in one go.
public struct WholeCellTiming: Sendable, Equatable, Codable {
  /// Index into ``Timings/cells``.
  public var cell: Int
  /// Iterations from the start.
  public var iterations: Int
  /// Processor seconds of all of them.
  public var seconds: Double

  public init(cell: Int, iterations: Int, seconds: Double) {
    self.cell = cell
    self.iterations = iterations
    self.seconds = seconds
  }
}

/// What the timing phase of a run found.
public struct Timings: Sendable, Equatable {
  /// In plan order.
  public var cells: [CellTiming] = []
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

  /// Measured seconds of the whole trial ÷ iterations times seconds an iteration; nil where either
  /// was not measured.
  public func ratio(of whole: WholeCellTiming) -> Double? {
    guard cells.indices.contains(whole.cell) else { return nil }
    let predicted = Double(whole.iterations) * cells[whole.cell].iterationSeconds
    return predicted > 0 ? whole.seconds / predicted : nil
  }
}
