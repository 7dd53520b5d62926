import GradNumerics
import GradResults

/// What each setting's reported trials cost, laid out so that the same task and seed stand at the
/// same place for all: every comparison of settings is paired.
struct PairedCosts: Sendable {
  /// The seeds of each task that some setting ran, ascending.
  let seeds: [[Int32]]
  /// The first place of each task; one more at the end.
  let firstPosition: [Int]
  /// One row a standing: to the hit, or all that a miss spent; NaN: not run.
  private(set) var costs: [[Double]]
  private(set) var isHit: [[Bool]]

  /// Tasks and seeds.
  var count: Int { firstPosition.last ?? 0 }

  /// - Parameter positions: The tasks that count, among those that the target has a meaning on.
  init(_ study: Study, standings: [Standing], positions: [Int], target: Int) {
    let seeds = positions.map { position in
      var seeds: Set<Int32> = []
      for standing in standings {
        guard let cell = standing.chosenCells[position] else { continue }
        for trial in study.trials(of: cell, part: .reported) {
          seeds.insert(Self.seed(of: trial, study))
        }
      }
      return seeds.sorted()
    }
    self.seeds = seeds
    firstPosition = seeds.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    let count = firstPosition.last ?? 0
    costs = Array(repeating: Array(repeating: .nan, count: count), count: standings.count)
    isHit = Array(repeating: Array(repeating: false, count: count), count: standings.count)
    for (task, position) in positions.enumerated() {
      let places = Dictionary(
        uniqueKeysWithValues: seeds[task].enumerated().map {
          ($0.element, firstPosition[task] + $0.offset)
        })
      for (row, standing) in standings.enumerated() {
        guard let cell = standing.chosenCells[position] else { continue }
        for trial in study.trials(of: cell, part: .reported) {
          guard let spending = study.run.spending(trial: trial, target: target),
            let place = places[Self.seed(of: trial, study)]
          else { continue }
          costs[row][place] = Double(spending.cost)
          isHit[row][place] = spending.isHit
        }
      }
    }
  }

  /// A cell in which no seed matters has one trial without one.
  private static func seed(of trial: Int, _ study: Study) -> Int32 {
    study.run.trials[trial].seed ?? -1
  }

  /// The places of one task.
  func places(of task: Int) -> Range<Int> { firstPosition[task]..<firstPosition[task + 1] }

  /// Draws that take the same for every setting; nil where there is nothing to draw from.
  ///
  /// - Parameter comparisons: How many pairs of settings will look at them: of many fewer are made.
  func resampling(comparisons: Int) -> TwoLevelResampling? {
    // About a third of a second of arithmetic, and 40 MB.
    let affordable = min(
      300_000_000 / max(count * max(comparisons, 1), 1), 20_000_000 / max(count, 1))
    return TwoLevelResampling(
      seedCounts: seeds.map(\.count), resamples: min(max(affordable, 100), 1000),
      key: RandomKey(seed: 0).child("report").child("comparison"))
  }
}
