public import GradNumerics

/// The state of a method that asks for what it wants, as often as it wants, in an iteration: a line
/// search, a trust region, Newton's method.
///
/// It runs one trial at a time on plain numbers. What it asks for goes through an ``Evaluator``.
public protocol Searcher {
  /// - Parameter settings: The hyperparameters of the trial.
  init(dimension: Int, settings: Settings<Double>)
  /// One iteration: moves `x` to the next iterate.
  ///
  /// A method that begins by asking for the gradient at `x`, or ends its search with the gradient at
  /// the point it moves to, is judged by that gradient; else the harness makes one of its own for
  /// every iterate, which costs the method nothing.
  ///
  /// - Parameters:
  ///   - x: The iterate.
  ///   - rate: The scheduled learning rate, 1 for methods that have none.
  ///   - iteration: k, 0 for the first.
  /// - Throws: What the evaluator throws, where the trial ends inside the iteration.
  mutating func iterate(
    _ x: inout MutableSpan<Double>, _ evaluator: Evaluator, rate: Double, iteration: Int
  ) throws(TrialEnded)
}

/// The trial ended inside an iteration: a target was hit, the budget pays no more, or the run was
/// interrupted. A method lets it through.
public struct TrialEnded: Error {}

/// Runs every trial of a pack with a searching method, one after the other.
public func search<T: Searcher>(_ searcher: T.Type, _ work: PackWork<Double>) {
  let evaluator = Evaluator(work)
  if let rehearsal = work.rehearsal {
    rehearse(searcher, work, rehearsal, evaluator)
    return
  }
  var rates = RateTable(work.schedule)
  while let (start, monitor) = work.next(lane: 0, isSearching: true) {
    var searcher = T(dimension: work.dimension, settings: Settings([start.values]))
    var x = start.point
    var iteration = 0
    evaluator.begin(monitor)
    do throws(TrialEnded) {
      while true {
        let rate = rates.rate(start.rate, at: iteration)
        try evaluator.arrive(at: x, iteration: iteration, rate: rate)
        var view = x.mutableSpan
        try searcher.iterate(&view, evaluator, rate: rate, iteration: iteration)
        try evaluator.lookAtIterate()
        iteration += 1
      }
    } catch {
      work.end(monitor)
    }
  }
}

/// Steps through the passages of a rehearsal; nothing is counted or judged.
private func rehearse<T: Searcher>(
  _: T.Type, _ work: PackWork<Double>, _ rehearsal: Rehearsal, _ evaluator: Evaluator
) {
  guard let first = work.first else { return }
  let settings = Settings<Double>([first.values])
  var rates = RateTable(work.schedule)
  for passage in rehearsal.passages where passage.start.count == work.dimension {
    if work.stopFlag.isInterrupted { return }
    let count = Swift.max(passage.warmUps, 0) + Swift.max(passage.repetitions, 0)
    var searchers = (0..<count).map { _ in T(dimension: work.dimension, settings: settings) }
    // A schedule's table grows outside the clock.
    _ = rates.rate(first.rate, at: Swift.max(passage.iterations - 1, 0))
    var x = passage.start
    for repetition in 0..<count {
      if repetition == passage.warmUps { rehearsal.begin() }
      x = passage.start
      for iteration in 0..<passage.iterations {
        var view = x.mutableSpan
        try? searchers[repetition].iterate(
          &view, evaluator, rate: rates.rate(first.rate, at: iteration), iteration: iteration)
      }
    }
    rehearsal.end()
    rehearsal.finish(at: x)
  }
}
