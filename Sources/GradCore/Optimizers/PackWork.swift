import GradNumerics

/// One trial of a pack: where it starts and with which settings.
public struct TrialStart: Sendable {
  /// Index of the trial in the plan.
  public let trial: Int
  public let point: [Double]
  /// The configured learning rate; 1 for methods that have none.
  public let rate: Double
  public let values: ParameterValues

  public init(trial: Int, point: [Double], rate: Double, values: ParameterValues) {
    self.trial = trial
    self.point = point
    self.rate = rate
    self.values = values
  }
}

/// A pack of trials on one worker: what they share, and the queue they wait in.
///
/// Trials of a pack differ in learning rate, other hyperparameters and start point only. They run in
/// the lanes of one stepper; a lane whose trial ended takes the next of the queue.
public final class PackWork<S: PackScalar> {
  public let dimension: Int
  /// What the method sees.
  public let oracle: Oracle<S>
  /// What the harness judges by; nil where the method's own gradient is exact and full.
  public let judge: Oracle<S>?
  public let rules: TrialRules
  public let schedule: Schedule
  /// The batches of a noisy objective; nil where every gradient is full.
  public let batches: BatchSequence?
  public let couplesWeightDecay: Bool
  public let stopFlag: StopFlag
  /// What is timed instead of running trials; on plain numbers only.
  public let rehearsal: Rehearsal?
  /// The second derivatives that the method says it needs.
  public let curvature: Curvature

  /// Where lanes without a trial stay: the start of the first trial.
  public let restingPlace: [Double]

  /// The first trial, whose rate and settings a rehearsal takes.
  public let first: TrialStart?

  private let count: Int
  // Made when its lane is free: thousands of points at once may be more than memory holds.
  private let start: (Int) -> TrialStart
  private let checkpoints: [Int]
  private let finish: (TrialMonitor) -> Void
  private var position = 0
  private let clock = ContinuousClock()
  private var begun: [ContinuousClock.Instant?]

  /// - Parameters:
  ///   - count: Trials in the queue.
  ///   - start: Makes the start of one, by its place in the queue.
  ///   - finish: Takes each trial that ended.
  public init(
    dimension: Int, oracle: Oracle<S>, judge: Oracle<S>?, rules: TrialRules, schedule: Schedule,
    batches: BatchSequence? = nil, couplesWeightDecay: Bool = true, stopFlag: StopFlag,
    count: Int, start: @escaping (Int) -> TrialStart, rehearsal: Rehearsal? = nil,
    curvature: Curvature = Curvature(), finish: @escaping (TrialMonitor) -> Void
  ) {
    self.dimension = dimension
    self.oracle = oracle
    self.judge = judge
    self.rules = rules
    self.schedule = schedule
    self.batches = batches
    self.couplesWeightDecay = couplesWeightDecay
    self.stopFlag = stopFlag
    self.count = count
    self.start = start
    self.rehearsal = rehearsal
    self.curvature = curvature
    first = count > 0 ? start(0) : nil
    restingPlace = first?.point ?? Array(repeating: 0, count: dimension)
    self.finish = finish
    checkpoints = rules.checkpoints
    begun = Array(repeating: nil, count: S.laneCount)
  }

  /// The same of few trials, made already.
  public convenience init(
    dimension: Int, oracle: Oracle<S>, judge: Oracle<S>?, rules: TrialRules, schedule: Schedule,
    batches: BatchSequence? = nil, couplesWeightDecay: Bool = true, stopFlag: StopFlag,
    starts: [TrialStart], rehearsal: Rehearsal? = nil, curvature: Curvature = Curvature(),
    finish: @escaping (TrialMonitor) -> Void
  ) {
    self.init(
      dimension: dimension, oracle: oracle, judge: judge, rules: rules, schedule: schedule,
      batches: batches, couplesWeightDecay: couplesWeightDecay, stopFlag: stopFlag,
      count: starts.count, start: { starts[$0] }, rehearsal: rehearsal, curvature: curvature,
      finish: finish)
  }

  /// The next trial of the queue and its monitor, or nil.
  public func next(
    lane: Int, isSearching: Bool = false
  ) -> (start: TrialStart, monitor: TrialMonitor)? {
    guard position < count, !stopFlag.isInterrupted else { return nil }
    defer { position += 1 }
    if rules.secondsLimit != nil { begun[lane] = clock.now }
    let start = start(position)
    return (
      start,
      TrialMonitor(
        trial: start.trial, rules: rules, dimension: dimension, checkpoints: checkpoints,
        isSearching: isSearching)
    )
  }

  /// Hands a trial that ended to the harness.
  public func end(_ monitor: TrialMonitor) { finish(monitor) }

  /// What ends the trial in `lane` from outside, now.
  public func outsideReason(lane: Int) -> StopReason? {
    if stopFlag.isInterrupted { return .cancelled }
    // As numbers: a limit may be more than a duration holds.
    if let limit = rules.secondsLimit, let begun = begun[lane],
      (clock.now - begun) / .seconds(1) > limit
    {
      return .seconds
    }
    return nil
  }

  /// How many ticks may pass between two looks at the clock: a few hundred microseconds for cheap
  /// objectives, one tick for large ones.
  public var patience: Int { Swift.max(1, 4096 / Swift.max(dimension, 1)) }
}
