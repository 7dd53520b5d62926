import GradCore
import GradNumerics
public import GradResults
import GradText

extension Timings {
  /// What is told of a timing phase: of cells without a sample nothing.
  public init(_ measurements: TimingMeasurements) {
    self.init()
    samplesAsked = measurements.samplesAsked
    samples = measurements.samples
    quietShare = measurements.quietShare
    countsInstructions = measurements.countsInstructions
    var positions: [Int: Int] = [:]
    for (index, measured) in measurements.cells.enumerated() {
      guard let timing = CellTiming(measured) else { continue }
      positions[index] = cells.count
      cells.append(timing)
    }
    wholeCells = measurements.wholeCells.compactMap { whole in
      positions[whole.cell].map {
        WholeCellTiming(cell: $0, iterations: whole.iterations, seconds: whole.seconds)
      }
    }
  }
}

extension CellTiming {
  /// What the samples of one cell come to: medians, with what they scatter by; nil without samples.
  public init?(_ measured: TimingSamples) {
    guard !measured.samples.isEmpty else { return nil }
    self.init()
    identity = CellIdentity(measured.cell)
    trial = measured.trial
    iterationsPerSample = measured.iterationsPerSample
    instructions = measured.instructions
    let iterations = measured.samples.map(\.iteration)
    let median = Quantile.median(iterations)
    let gradient = Quantile.median(measured.samples.map(\.gradient))
    // Keyed by the trial, so that equal samples have equal intervals.
    let interval = Bootstrap.medianInterval(
      of: iterations, level: 0.95, key: RandomKey(seed: measured.trial).child("timing"))
    iterationSeconds = Self.rounded(median)
    deviation = Self.rounded(Quantile.median(iterations.map { abs($0 - median) }))
    low = Self.rounded(interval?.lower ?? median)
    high = Self.rounded(interval?.upper ?? median)
    gradientSeconds = Self.rounded(gradient)
    // Below zero where noise is larger.
    updateSeconds = Self.rounded(median - gradient)
    objectiveSeconds = Self.rounded(Quantile.median(measured.samples.map(\.objective)))
    wallSeconds = Self.rounded(Quantile.median(measured.samples.map(\.wall)))
    // Equal on one machine while it is quiet, so that samples of two runs whose references differ were
    // not taken alike.
    referenceSeconds = Self.rounded(Quantile.median(measured.samples.map(\.reference)))
    samples = iterations.map(Self.rounded)
  }

  private static func rounded(_ value: Double) -> Double {
    Double(roundedText(value, digits: 6)) ?? value
  }
}
