public import GradCore

/// Everything that a run found, in plan order: what the files of a run folder are written from.
public struct RunResults: Sendable {
  public var suite: String
  public var suiteDescription: String
  public var cells: [CellDescription]
  /// In plan order; the trials of one cell are neighbours.
  public var trials: [TrialIdentity]
  public var targets: [Target]
  /// nil for trials that had not finished when the run was interrupted.
  public var records: [TrialRecord?]
  /// `targets.count` hits a trial, trial after trial.
  public var hits: [TargetHit]
  public var leftOut: [LeftOut]

  public init(
    suite: String, suiteDescription: String, cells: [CellDescription], trials: [TrialIdentity],
    targets: [Target], records: [TrialRecord?], hits: [TargetHit], leftOut: [LeftOut]
  ) {
    self.suite = suite
    self.suiteDescription = suiteDescription
    self.cells = cells
    self.trials = trials
    self.targets = targets
    self.records = records
    self.hits = hits
    self.leftOut = leftOut
  }

  /// The hits of trial `index`, one a target.
  public func hits(of index: Int) -> ArraySlice<TargetHit> {
    hits[index * targets.count..<(index + 1) * targets.count]
  }
}
