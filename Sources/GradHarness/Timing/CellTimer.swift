import GradCore
import GradNumerics
import GradResults

/// A cell being timed: its evaluator, the points of its trial, and how long its slices are.
final class CellTimer {
  private let cell: PlannedCell
  private let dimension: Int
  private let prepared: PreparedGradient
  private var oracle: Oracle<Double>
  /// Samples from one evaluator to the next.
  private var samplesPerOracle = 1
  private let start: TrialStart
  private let batches: BatchSequence?
  private let stopFlag: StopFlag
  /// Start, middle and end of the trial, as far as they are apart.
  private var points: [[Double]]
  private var slice = 1
  private var repetitions = 1
  private var evaluations = (objective: 1, gradient: 1)
  /// The first batches of the trial, for gradients alone.
  private var firstBatches: [[Int32]] = []
  private var clock = Stopwatch()

  /// Estimated seconds an iteration.
  private(set) var estimate = 0.0
  private(set) var samples: TimingSamples
  /// Estimated seconds of the whole trial.
  var wholeEstimate: Double { estimate * Double(samples.iterations) }

  /// A slice has at most so many iterations from each point.
  static let longestSlice = 256
  /// Of a cheap method at least so many, so that going back to the start is not what is timed.
  static let shortestSlice = 64

  init?(_ timed: TimedCell, plan: Plan, stopFlag: StopFlag) {
    guard let trial = timed.trial else { return nil }
    let identity = plan.trials[trial]
    cell = plan.cells[Int(identity.cell)]
    dimension = plan.problems[cell.problem].dimension
    prepared = plan.gradients[cell.gradient].prepared
    oracle = prepared.scalar()
    let start = TrialStart(
      trial: trial, point: plan.start(of: trial), rate: cell.rate, values: cell.values)
    self.start = start
    points = [start.point]
    batches = cell.batch.map { BatchSequence($0, key: plan.batchKey(of: trial)) }
    self.stopFlag = stopFlag
    var described = cell.described
    described.learningRate = nil
    samples = TimingSamples(
      cell: described, trial: identity.id, iterations: timed.iterations, iterationsPerSample: 1)
    if var sequence = batches {
      for _ in 0..<16 { firstBatches.append(Array(sequence.next())) }
    }
  }

  // MARK: The loop

  /// Steps through passages and returns their ends.
  func rehearse(
    _ passages: [Rehearsal.Passage], begin: @escaping () -> Void = {},
    end: @escaping () -> Void = {}
  ) -> [[Double]] {
    let rehearsal = Rehearsal(passages, begin: begin, end: end)
    let work = PackWork<Double>(
      dimension: dimension, oracle: oracle, judge: nil, rules: TrialRules(iterationLimit: 0),
      schedule: cell.schedule, batches: batches,
      couplesWeightDecay: cell.optimizer.couplesWeightDecay, stopFlag: stopFlag, starts: [start],
      rehearsal: rehearsal, curvature: cell.curvature
    ) { _ in }
    cell.optimizer.runScalar(work)
    return rehearsal.ends
  }

  /// - Parameter reference: Becomes the slowest reference after any passage, if that is slower.
  private func time(
    _ passages: [Rehearsal.Passage], reference: inout Double
  ) -> Stopwatch.Reading {
    var sum = Stopwatch.Reading()
    var slowest = reference
    _ = rehearse(
      passages, begin: { self.clock.start() },
      end: {
        self.clock.stop()
        sum.processor += self.clock.elapsed.processor
        sum.wall += self.clock.elapsed.wall
        slowest = max(slowest, Reference.seconds())
      })
    reference = slowest
    return sum
  }

  private func time(_ passages: [Rehearsal.Passage]) -> Stopwatch.Reading {
    var reference = 0.0
    return time(passages, reference: &reference)
  }

  private func passage(
    _ point: [Double], _ iterations: Int, _ repetitions: Int = 1, warmUps: Int = 0
  ) -> Rehearsal.Passage {
    Rehearsal.Passage(
      start: point, iterations: iterations, repetitions: repetitions, warmUps: warmUps)
  }

  /// Iterations from the start of the trial, between two calls of `mark`: for profilers, no clock.
  func step(_ iterations: Int, between mark: @escaping () -> Void) {
    _ = rehearse([passage(start.point, iterations)], begin: mark, end: mark)
  }

  // MARK: Calibration

  /// Finds how long an iteration takes, the points to time at, and how often to repeat a slice.
  ///
  /// - Parameters:
  ///   - sliceSeconds: What the slices of one point should take.
  ///   - most: Seconds that finding the end may take; a longer trial is followed so far only.
  func calibrate(sliceSeconds: Double, most: Double) {
    estimate = time([passage(start.point, 1)]).processor
    if estimate < sliceSeconds {
      let count = min(Self.shortestSlice, max(1, Int(sliceSeconds / max(estimate, 1e-9))))
      estimate = time([passage(start.point, count, warmUps: 1)]).processor / Double(count)
    }
    estimate = max(estimate, 1e-9)
    samples.iterations = max(1, min(samples.iterations, whole(most / estimate)))
    slice = min(
      Self.longestSlice, max(samples.iterations, Self.shortestSlice),
      max(1, whole(sliceSeconds / estimate)))
    findPoints()
    repetitions = max(1, whole(sliceSeconds / (estimate * Double(slice))))
    // Where the three points are one, that point is timed three times.
    if points.count == 1, repetitions > 1 { points += [start.point, start.point] }
    samples.iterationsPerSample = slice * repetitions * points.count
    var making = Stopwatch()
    making.start()
    oracle = prepared.scalar()
    _ = timeGradient(1)
    making.stop()
    samplesPerOracle = min(16, max(1, whole(making.elapsed.processor / sliceSeconds)))
    let third = sliceSeconds / 3
    evaluations.objective = max(1, whole(third / max(timeObjective(1), 1e-9)))
    evaluations.gradient = max(1, whole(third / max(timeGradient(1), 1e-9)))
    if evaluations.objective > 1 {
      let repeats = min(evaluations.objective, 64)
      evaluations.objective = max(1, whole(third / max(timeObjective(repeats), 1e-9)))
    }
    if evaluations.gradient > 1 {
      let repeats = min(evaluations.gradient, 64)
      evaluations.gradient = max(1, whole(third / max(timeGradient(repeats), 1e-9)))
    }
  }

  private func whole(_ value: Double) -> Int { Int(max(0, min(value, 1e9))) }

  /// Where the trial is in the middle and before the last slice.
  private func findPoints() {
    let last = samples.iterations - slice
    guard last > 0 else { return }
    let ends = rehearse([passage(start.point, last / 2), passage(start.point, last)])
    points += ends.filter { $0.allSatisfy(\.isFinite) }
  }

  // MARK: Samples

  /// One sample over all points, with the reference before, between and after them.
  func takeSample() {
    let warmUps = estimate * Double(slice) < 2e-3 ? 1 : 0
    // Where vectors and workspaces lie decides up to 15 % of a cheap gradient. Were they made once,
    // one process would differ from the next by that much.
    let index = samples.samples.count
    let padding = Padding(index, dimension: dimension)
    defer { padding.release() }
    if index % samplesPerOracle == 0 { oracle = prepared.scalar() }
    var reference = Reference.seconds()
    var reading = Stopwatch.Reading()
    var (objective, gradient) = (0.0, 0.0)
    Padding.withShiftedStack(index) {
      reading = time(
        points.map { passage($0, slice, repetitions, warmUps: warmUps) }, reference: &reference)
      objective = timeObjective(evaluations.objective)
      gradient = timeGradient(evaluations.gradient)
    }
    reference = max(reference, Reference.seconds())
    if stopFlag.isInterrupted { return }
    let count = Double(samples.iterationsPerSample)
    samples.samples.append(
      TimingSample(
        iteration: reading.processor / count, wall: reading.wall / count, objective: objective,
        gradient: gradient, reference: reference))
  }

  /// Leaves the samples that count.
  func keepQuiet(fastest: Double, most: Int) {
    samples.samples = TimingSample.kept(of: samples.samples, fastest: fastest, most: most)
  }

  /// Instructions an iteration, over all points.
  func count(with counter: InstructionCounter) {
    var sum: Int64 = 0
    var isWhole = true
    _ = rehearse(
      points.map { passage($0, slice, repetitions, warmUps: 1) }, begin: { counter.start() },
      end: {
        counter.stop()
        if let count = counter.count { sum += count } else { isWhole = false }
      })
    if isWhole { samples.instructions = Double(sum) / Double(samples.iterationsPerSample) }
  }

  /// All iterations from the start, in one go; short trials are repeated.
  func timeWhole() -> TimingSample {
    let seconds = estimate * Double(samples.iterations)
    let repeats = min(4096, max(1, whole(5e-4 / seconds)))
    var reference = Reference.seconds()
    let reading = time(
      [passage(start.point, samples.iterations, repeats, warmUps: seconds < 2e-3 ? 1 : 0)],
      reference: &reference)
    return TimingSample(
      iteration: reading.processor / Double(repeats), wall: reading.wall / Double(repeats),
      objective: .nan, gradient: .nan, reference: reference)
  }

  private func timeObjective(_ count: Int) -> Double {
    let x = points[points.count / 2]
    let value = oracle.value
    _ = value(x.span)
    clock.start()
    for _ in 0..<count { _ = value(x.span) }
    clock.stop()
    return clock.elapsed.processor / Double(count)
  }

  private func timeGradient(_ count: Int) -> Double {
    let x = points[points.count / 2]
    var g = x
    var view = g.mutableSpan
    if let gradient = oracle.batchGradient, !firstBatches.isEmpty {
      let first = firstBatches[0]
      _ = gradient(x.span, first.span, &view)
      clock.start()
      for index in 0..<count {
        let batch = firstBatches[index % firstBatches.count]
        _ = gradient(x.span, batch.span, &view)
      }
      clock.stop()
    } else {
      let gradient = oracle.gradient
      _ = gradient(x.span, &view)
      clock.start()
      for _ in 0..<count { _ = gradient(x.span, &view) }
      clock.stop()
    }
    return clock.elapsed.processor / Double(count)
  }
}
