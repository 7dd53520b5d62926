import GradNumerics

/// Draws of problems, and of seeds within each problem drawn: how a comparison over problems and
/// seeds would scatter on others like them.
///
///     of T tasks T are drawn with replacement; of the Sₜ seeds of each one drawn Sₜ
///
/// Seeds alone would call two optimizers different as soon as one wins on most seeds of one problem:
/// the seeds of a problem are alike, so problems are drawn first. Every setting is looked at with
/// the same draws, so comparisons stay paired. A task that is drawn twice counts twice, with twice
/// as many seeds. With one task only seeds are drawn, with one seed a task only tasks.
///
/// - Source: A. C. Davison and D. V. Hinkley, "Bootstrap Methods and Their Application", 1997,
///   section 3.8 (hierarchical data).
struct TwoLevelResampling: Sendable {
  let resamples: Int
  /// The first position of each task; one more at the end.
  let firstPosition: [Int]
  /// How often a position (a seed of a task) was drawn: `resamples` numbers a position.
  private let copies: [UInt16]
  /// How often a task was drawn: `resamples` numbers a task.
  let taskCopies: [UInt16]

  /// - Parameter seedCounts: One a task; one without seeds adds nothing where it is drawn.
  /// - Returns: nil where there is only one way to draw.
  init?(seedCounts: [Int], resamples: Int, key: RandomKey) {
    guard seedCounts.count > 1 || (seedCounts.first ?? 0) > 1, resamples > 0 else { return nil }
    self.resamples = resamples
    firstPosition = seedCounts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    var copies = Array(repeating: UInt16(0), count: seedCounts.reduce(0, +) * resamples)
    var taskCopies = Array(repeating: UInt16(0), count: seedCounts.count * resamples)
    var stream = RandomStream(key)
    for draw in 0..<resamples {
      for _ in seedCounts.indices {
        let task = stream.integer(below: seedCounts.count)
        taskCopies[task * resamples + draw] &+= 1
        for _ in 0..<seedCounts[task] {
          let position = firstPosition[task] + stream.integer(below: seedCounts[task])
          copies[position * resamples + draw] &+= 1
        }
      }
    }
    self.copies = copies
    self.taskCopies = taskCopies
  }

  /// The mean of values over each draw; NaN values are left out, and a draw of nothing else is NaN.
  ///
  /// - Parameter values: One a position.
  func means(of values: [Double]) -> [Double] {
    var sums = Array(repeating: 0.0, count: resamples)
    var weights = sums
    for (position, value) in values.enumerated() where !value.isNaN {
      let offset = position * resamples
      for draw in 0..<resamples {
        let weight = Double(copies[offset + draw])
        sums[draw] += weight * value
        weights[draw] += weight
      }
    }
    return zip(sums, weights).map { $1 > 0 ? $0 / $1 : .nan }
  }

  /// The expected cost of one task over each draw: cost of all trials ÷ hits; infinite without a
  /// hit, and where the task was not drawn.
  ///
  /// - Parameters:
  ///   - costs: One a seed of the task; NaN: not run.
  ///   - isHit: One a seed of the task.
  func expectedCosts(task: Int, costs: [Double], isHit: [Bool]) -> [Double] {
    var totals = Array(repeating: 0.0, count: resamples)
    var hits = totals
    for (seed, cost) in costs.enumerated() where !cost.isNaN {
      let offset = (firstPosition[task] + seed) * resamples
      for draw in 0..<resamples { totals[draw] += Double(copies[offset + draw]) * cost }
      guard isHit[seed] else { continue }
      for draw in 0..<resamples { hits[draw] += Double(copies[offset + draw]) }
    }
    return zip(totals, hits).map { $1 > 0 ? $0 / $1 : .infinity }
  }
}
