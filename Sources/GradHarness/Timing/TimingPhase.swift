import CCounters
public import GradCore
public import GradResults

/// Times one iteration of every key, one after the other on the calling thread.
///
/// - Each key is timed by the bare loop of its method (``Rehearsal``) along a trial of its own, at
///   three points of it, in slices that repeat a fraction of a millisecond.
/// - Samples are interleaved: every round takes one of each key, so that a slow minute of the
///   machine falls on all alike.
/// - A few keys are also timed whole, from the start to the end of their trial, to check that
///   iterations times seconds an iteration is what a trial takes.
public struct TimingPhase: Sendable {
  public struct Options: Sendable {
    /// Samples a key.
    public var rounds = 21
    /// Fewer are not taken, however long it takes.
    public var fewestRounds = 7
    /// Seconds that all may take: the rounds are lowered to it.
    public var seconds = 10.0
    /// Seconds of the slices at one point.
    public var sliceSeconds = 3e-4
    /// Keys that are also timed whole.
    public var wholeCells = 5

    public init(rounds: Int = 21, seconds: Double = 10) {
      self.rounds = rounds
      self.seconds = seconds
      fewestRounds = min(fewestRounds, rounds)
    }
  }

  public let plan: Plan
  public let options: Options
  public let control: RunControl

  public init(plan: Plan, options: Options = Options(), control: RunControl) {
    self.plan = plan
    self.options = options
    self.control = control
  }

  /// Goes of a cell that is timed whole.
  static let wholeGoes = 7

  /// Times the keys. After an interrupt the rounds that every key has are kept.
  ///
  /// - Parameter onRound: Called after each round with how many there are, and will be.
  public func run(
    _ keys: [TimingKey], onRound: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) -> Timings {
    let clock = ContinuousClock()
    let begin = clock.now
    func spent() -> Double { (clock.now - begin) / .seconds(1) }
    var timings = Timings()
    timings.roundsAsked = options.rounds
    // Of the time a quarter finds points, and a trial that takes its share of it is followed whole.
    let share = options.seconds / 8 / Double(max(keys.count, 1))
    let slice = max(
      5e-5,
      min(
        options.sliceSeconds,
        options.seconds / 6 / Double(max(keys.count * options.fewestRounds, 1))))
    var timed: [TimedKey] = []
    for key in keys {
      if control.isInterrupted { return timings }
      guard let one = TimedKey(key, plan: plan, control: control) else { continue }
      one.calibrate(sliceSeconds: slice, most: min(0.05, share))
      timed.append(one)
    }
    let wholes = wholeKeys(timed)
    timings.wholeCells = wholes.map {
      WholeCellTiming(key: $0, iterations: timed[$0].samples.iterations)
    }
    var rounds = options.rounds
    while timings.rounds < rounds {
      let before = spent()
      for key in timed {
        if control.isInterrupted { break }
        key.takeSample()
      }
      for (position, key) in wholes.enumerated() where timings.rounds < Self.wholeGoes {
        if control.isInterrupted { break }
        timings.wholeCells[position].samples.append(timed[key].timeWhole())
      }
      if control.isInterrupted { break }
      timings.rounds += 1
      if timings.rounds == 1 {
        let left = max(0, options.seconds - spent()) / max(spent() - before, 1e-6)
        rounds = min(rounds, max(options.fewestRounds, 1 + Int(min(left, 1e6))))
      }
      onRound(timings.rounds, rounds)
    }
    if let counter = InstructionCounter() {
      timings.countsInstructions = true
      for key in timed where !control.isInterrupted { key.count(with: counter) }
    }
    timings.keys = timed.map { $0.samples.first(rounds: timings.rounds) }
    return timings
  }

  /// Keys from the cheapest trial to the most expensive.
  private func wholeKeys(_ timed: [TimedKey]) -> [Int] {
    let order = timed.indices.sorted {
      timed[$0].estimate * Double(timed[$0].samples.iterations)
        < timed[$1].estimate * Double(timed[$1].samples.iterations)
    }
    guard order.count > options.wholeCells, options.wholeCells > 1 else {
      return Array(order.prefix(options.wholeCells))
    }
    return (0..<options.wholeCells).map { order[$0 * (order.count - 1) / (options.wholeCells - 1)] }
  }

  /// Runs every key's loop for profilers: `iterations`, then twice as many, each between two calls
  /// of `gradbench_timing_mark`, without a clock.
  ///
  /// - Returns: The cells in the order of the marks, four a cell.
  public func mark(_ keys: [TimingKey], iterations: Int) -> [CellDescription] {
    var cells: [CellDescription] = []
    for key in keys {
      guard let one = TimedKey(key, plan: plan, control: control) else { continue }
      // What is made once, such as a recording, is made before.
      one.step(1) {}
      one.step(iterations) { gradbench_timing_mark() }
      one.step(2 * iterations) { gradbench_timing_mark() }
      cells.append(one.samples.cell)
    }
    return cells
  }
}

extension TimingPhase {
  /// Runs the trials that decide what is timed, and no others.
  ///
  /// - Returns: The keys that are decided: all unless interrupted.
  public static func decide(
    _ plan: Plan, backends: BackendCatalog, options: Runner.Options, control: RunControl
  ) -> [TimingKey] {
    var keys = plan.timingKeys
    var records: [TrialRecord?] = Array(repeating: nil, count: plan.trials.count)
    var isDecided = keys.map { _ in false }
    while !control.isInterrupted {
      let wanted = keys.indices.filter { !isDecided[$0] }.compactMap { index in
        keys[index].candidates.first { records[$0] == nil }
      }
      if wanted.isEmpty { break }
      let some = plan.keeping(trials: wanted)
      let results = Runner(plan: some, backends: backends, options: options, control: control).run()
      for (trial, record) in zip(wanted, results.records) { records[trial] = record }
      for index in keys.indices where !isDecided[index] {
        isDecided[index] = keys[index].choose(from: records)
      }
    }
    return keys.indices.filter { isDecided[$0] }.map { keys[$0] }
  }
}

extension TimingSamples {
  /// The samples of the first rounds, which all keys have.
  fileprivate func first(rounds: Int) -> TimingSamples {
    var kept = self
    kept.samples = Array(samples.prefix(rounds))
    kept.wallSamples = Array(wallSamples.prefix(rounds))
    kept.objectiveSamples = Array(objectiveSamples.prefix(rounds))
    kept.gradientSamples = Array(gradientSamples.prefix(rounds))
    return kept
  }
}
