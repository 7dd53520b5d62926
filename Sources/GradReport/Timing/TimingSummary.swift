import GradCore
import GradNumerics
public import GradResults

/// What the samples of one key come to: medians, with what they scatter by.
public struct TimingSummary: Sendable, Equatable {
  /// The median of the samples: processor seconds an iteration.
  public let iterationSeconds: Double
  /// The median absolute deviation from it; not scaled to a standard deviation.
  public let deviation: Double
  /// The bootstrap interval of the median at 95 %; the median itself where one sample is all.
  public let interval: Interval
  /// The median of the wall clock's seconds an iteration.
  public let wallSeconds: Double
  public let objectiveSeconds: Double
  public let gradientSeconds: Double
  /// The median of the reference beside the samples: equal on one machine while it is quiet, so that
  /// samples of two runs whose references differ were not taken alike.
  public let referenceSeconds: Double

  /// What an iteration takes beside its gradient; below zero where noise is larger.
  public var updateSeconds: Double { iterationSeconds - gradientSeconds }

  /// nil without samples.
  public init?(_ samples: TimingSamples) {
    guard !samples.samples.isEmpty else { return nil }
    let iterations = samples.samples.map(\.iteration)
    let median = Quantile.median(iterations)
    iterationSeconds = median
    deviation = Quantile.median(iterations.map { abs($0 - median) })
    wallSeconds = Quantile.median(samples.samples.map(\.wall))
    objectiveSeconds = Quantile.median(samples.samples.map(\.objective))
    gradientSeconds = Quantile.median(samples.samples.map(\.gradient))
    referenceSeconds = Quantile.median(samples.samples.map(\.reference))
    // Keyed by the trial, so that equal samples have equal intervals.
    let key = RandomKey(seed: samples.trial).child("timing")
    interval =
      Bootstrap.medianInterval(of: iterations, level: 0.95, key: key)
      ?? Interval(lower: median, upper: median)
  }
}

extension WholeCellTiming {
  /// Measured seconds of the whole trial ÷ iterations times seconds an iteration; nil where either
  /// was not measured.
  public func ratio(in timings: Timings) -> Double? {
    guard timings.keys.indices.contains(key), let summary = TimingSummary(timings.keys[key]) else {
      return nil
    }
    let predicted = Double(iterations) * summary.iterationSeconds
    return predicted > 0 ? seconds / predicted : nil
  }
}
