public import GradCore

/// A run read back from its folder: what `compare` needs of it. Evidence, traces and what is known of
/// the problems beside the minimum stay in the files.
public struct StoredRun: Sendable {
  /// The folder as the user named it.
  public var folder: String
  /// `run.json`.
  public var file: RunFile
  /// Whether the folder holds timings and no trials, as `gradbench time` leaves it.
  public var isTimingOnly = false
  /// Only what the columns of `trials.csv` tell. Neighbouring rows of equal columns are one cell.
  public var cells: [CellDescription]
  /// In the order of the file.
  public var trials: [TrialIdentity]
  /// One a trial, without evidence and reached point.
  public var records: [TrialRecord]
  /// The names of the targets.
  public var targets: [String]
  /// `targets.count` a trial, trial after trial; nil where the target has no meaning.
  public var hits: [TargetHit?]
  /// Data passes to a hit, like ``hits``; NaN where there are none. Empty if no trial has any.
  public var hitPasses: [Double]
  /// From `timings.csv` and `instructions.csv`; empty where the run was not timed.
  public var timings: [StoredTiming]

  /// The hit of a trial at a target.
  public func hit(trial: Int, target: Int) -> TargetHit? { hits[trial * targets.count + target] }
}

/// One row of `timings.csv`: what an iteration takes, whatever the learning rate and the seed.
public struct StoredTiming: Sendable {
  /// Its learning rate is nil.
  public var cell: CellDescription
  /// Processor seconds an iteration; none where only instructions were counted.
  public var samples: [Double]
  /// Seconds of the work that never changes, taken beside the samples: how fast the machine was.
  public var referenceSeconds: Double
  public var instructionsPerIteration: Double?

  /// The middle sample, the lower one of two; infinite without samples.
  var median: Double {
    samples.isEmpty ? .infinity : samples.sorted()[(samples.count - 1) / 2]
  }
}
