import CCounters
public import GradCore
public import GradResults

/// Times one iteration of every cell, one after the other on the calling thread.
///
/// - Each cell is timed by the bare loop of its method (``Rehearsal``) along a trial of its own, at
///   three points of it, in slices that repeat a fraction of a millisecond.
/// - Samples are interleaved: every round takes one of each cell, so that a slow minute of the
///   machine falls on all alike.
/// - A sample counts if the processor was this thread's alone, and of these the faster half is kept
///   (``TimingSample/kept(of:fastest:most:)``). The rounds go on until every cell has as many as were
///   asked for, or the time is up.
/// - A few cells are also timed whole, from the start to the end of their trial, to check that
///   iterations times seconds an iteration is what a trial takes.
public struct TimingPhase: Sendable {
  public struct Options: Sendable {
    /// Samples a cell.
    public var samples = 21
    /// Fewer are not taken, however long it takes.
    public var fewestSamples = 7
    /// Seconds that all may take: the samples are lowered to it.
    public var seconds = 10.0
    /// Seconds of the slices at one point.
    ///
    /// Shorter than the bursts of a busy neighbour, and hundreds of times as long as reading a clock.
    public var sliceSeconds = 1e-4
    /// Keys that are also timed whole.
    public var wholeCells = 5
    /// Seconds that all should take at least, so that the quiet moments of a busy machine are among
    /// them: a few cheap cells get further samples.
    public var leastSeconds = 1.5

    public init(samples: Int = 21, seconds: Double = 10) {
      self.samples = samples
      self.seconds = seconds
      fewestSamples = min(fewestSamples, samples)
    }
  }

  public let plan: Plan
  public let options: Options
  public let stopFlag: StopFlag

  public init(plan: Plan, options: Options = Options(), stopFlag: StopFlag) {
    self.plan = plan
    self.options = options
    self.stopFlag = stopFlag
  }

  /// Goes of a cell that is timed whole.
  private static let wholeGoes = 14

  /// Times the cells. After an interrupt what every cell has is kept.
  ///
  /// - Parameter onRound: Called after each round with the samples that every cell has.
  public func run(
    _ cells: [TimedCell], onRound: (_ samples: Int) -> Void = { _ in }
  ) -> TimingMeasurements {
    let begin = ContinuousClock.now
    func spent() -> Double { (ContinuousClock.now - begin) / .seconds(1) }
    var timings = TimingMeasurements()
    timings.samplesAsked = options.samples
    let timed = calibrated(cells)
    let wholes = wholeKeys(timed)
    var wholeSamples: [[TimingSample]] = wholes.map { _ in [] }
    // The fastest reference so far, how many samples of each cell are quiet by it, rounds.
    var fastest = Double.infinity
    var quiet = timed.map { _ in 0 }
    var rounds = 0
    var isInTime = true
    var wanted = 2 * options.samples
    while !timed.isEmpty, isInTime || rounds < 2 * options.fewestSamples {
      // All are asked in the first rounds, then those that a neighbour disturbed.
      for (index, cell) in timed.enumerated() where quiet[index] < wanted {
        if stopFlag.isInterrupted { break }
        cell.takeSample()
      }
      for (position, cell) in wholes.enumerated() where rounds < Self.wholeGoes {
        if stopFlag.isInterrupted { break }
        wholeSamples[position].append(timed[cell].timeWhole())
      }
      if stopFlag.isInterrupted { break }
      rounds += 1
      for cell in timed {
        fastest = min(fastest, cell.samples.samples.last?.reference ?? .infinity)
      }
      for (index, cell) in timed.enumerated() {
        quiet[index] = cell.samples.samples.count { $0.isQuiet(fastest: fastest) }
      }
      let fewest = quiet.min() ?? 0
      onRound(min(fewest / 2, options.samples))
      if fewest >= wanted {
        if spent() >= options.leastSeconds || wanted >= 100 * options.samples { break }
        wanted += 2
      }
      // Without a limit of seconds, disturbed samples are taken again at most twice.
      isInTime = spent() < options.seconds && rounds < 3 * wanted
    }
    let taken = timed.reduce(0) { $0 + $1.samples.samples.count }
    timings.quietShare = taken > 0 ? Double(quiet.reduce(0, +)) / Double(taken) : 0
    for cell in timed { cell.keepQuiet(fastest: fastest, most: options.samples) }
    timings.samples = timed.map(\.samples.samples.count).min() ?? 0
    for (cell, samples) in zip(wholes, wholeSamples) where !samples.isEmpty {
      let kept = TimingSample.kept(of: samples, fastest: fastest, most: Self.wholeGoes)
        .map(\.iteration).sorted()
      timings.wholeCells.append(
        WholeCellTiming(
          cell: cell, iterations: timed[cell].samples.iterations, seconds: kept[kept.count / 2]))
    }
    if let counter = InstructionCounter() {
      timings.countsInstructions = true
      for cell in timed where !stopFlag.isInterrupted { cell.count(with: counter) }
    }
    timings.cells = timed.map(\.samples)
    return timings
  }

  private func calibrated(_ cells: [TimedCell]) -> [CellTimer] {
    // An eighth of the time finds points; a trial that takes longer than its share of it is followed
    // so far only. Cheap slices get shorter where there are very many cells.
    let count = Double(max(cells.count, 1))
    let share = min(0.05, options.seconds / 8 / count)
    let slice = max(
      5e-5, min(options.sliceSeconds, options.seconds / 6 / count / Double(options.fewestSamples)))
    var timed: [CellTimer] = []
    for cell in cells {
      if stopFlag.isInterrupted { break }
      guard let one = CellTimer(cell, plan: plan, stopFlag: stopFlag) else { continue }
      one.calibrate(sliceSeconds: slice, most: share)
      timed.append(one)
    }
    return timed
  }

  /// Keys from the cheapest trial to the most expensive. Trials of a few iterations are left out
  /// where there are longer ones: going back to the start is a share of them.
  private func wholeKeys(_ timed: [CellTimer]) -> [Int] {
    let long = timed.indices.filter { timed[$0].samples.iterations >= CellTimer.shortestSlice }
    let order = (long.isEmpty ? Array(timed.indices) : long).sorted {
      timed[$0].wholeEstimate < timed[$1].wholeEstimate
    }
    guard order.count > options.wholeCells, options.wholeCells > 1 else {
      return Array(order.prefix(options.wholeCells))
    }
    return (0..<options.wholeCells).map { order[$0 * (order.count - 1) / (options.wholeCells - 1)] }
  }

  /// Runs every cell's loop for profilers: `iterations`, then twice as many, each between two calls
  /// of `gradbench_timing_mark`, without a clock.
  ///
  /// - Returns: The cells in the order of the marks, four a cell.
  public func mark(_ cells: [TimedCell], iterations: Int) -> [Cell] {
    var marked: [Cell] = []
    for cell in cells {
      guard let one = CellTimer(cell, plan: plan, stopFlag: stopFlag) else { continue }
      // What is made once, such as a recording, is made before.
      one.step(1) {}
      one.step(iterations) { gradbench_timing_mark() }
      one.step(2 * iterations) { gradbench_timing_mark() }
      marked.append(one.samples.cell)
    }
    return marked
  }
}

extension TimingPhase {
  /// Runs the trials that decide what is timed, and no others.
  ///
  /// - Returns: The cells that are decided: all unless interrupted.
  public static func decide(
    _ plan: Plan, backends: BackendCatalog, options: Runner.Options, stopFlag: StopFlag
  ) -> [TimedCell] {
    var cells = plan.timedCells
    var records: [TrialRecord?] = Array(repeating: nil, count: plan.trials.count)
    var isDecided = cells.map { _ in false }
    while !stopFlag.isInterrupted {
      let wanted = cells.indices.filter { !isDecided[$0] }.compactMap { index in
        cells[index].candidates.first { records[$0] == nil }
      }
      if wanted.isEmpty { break }
      let some = plan.keeping(trials: wanted)
      let results = Runner(plan: some, backends: backends, options: options, stopFlag: stopFlag)
        .run()
      for (trial, record) in zip(wanted, results.records) { records[trial] = record }
      for index in cells.indices where !isDecided[index] {
        isDecided[index] = cells[index].choose(from: records)
      }
    }
    return cells.indices.filter { isDecided[$0] }.map { cells[$0] }
  }
}
