import Foundation
import GradResults

extension Study {
  /// More settings than these, from the top of the ranking, are not compared in pairs: 4,950 pairs
  /// are enough for any reader, and their number grows as the square.
  static let mostCompared = 100

  /// Every pair of settings on the problems that the ranking counts, in its order, with p corrected
  /// for all of them.
  func pairs(of standings: [Standing], at target: Int) -> [SettingPair] {
    let compared = Array(standings.prefix(Self.mostCompared))
    let pairCount = compared.count * (compared.count - 1) / 2
    guard pairCount > 0 else { return [] }
    let costs = PairedCosts(
      self, standings: compared, positions: rankedPositions(at: target), target: target)
    let resampling = costs.resampling(comparisons: pairCount)
    var comparisons: [SettingPair] = []
    for a in compared.indices {
      for b in (a + 1)..<max(compared.count, a + 1) {
        comparisons.append(
          SettingPair(
            costs, rows: (a, b), settings: (compared[a].setting, compared[b].setting),
            resampling: resampling))
      }
    }
    let corrected = HolmCorrection.corrected(comparisons.map { $0.test?.p })
    for index in comparisons.indices { comparisons[index].correctedP = corrected[index] }
    return comparisons
  }

  /// Adds to each standing where its cost × best lies if problems and seeds are drawn again.
  func addCostIntervals(
    to standings: inout [Standing], costs: PairedCosts, resampling: TwoLevelResampling
  ) {
    let count = resampling.resamples
    var sums = Array(repeating: Array(repeating: 0.0, count: count), count: standings.count)
    var solved = sums
    for task in costs.seeds.indices {
      let places = costs.places(of: task)
      guard !places.isEmpty else { continue }
      let expected = standings.indices.map { row in
        resampling.expectedCosts(
          task: task, costs: Array(costs.costs[row][places]), isHit: Array(costs.isHit[row][places])
        )
      }
      for draw in 0..<count {
        let copies = Double(resampling.taskCopies[task * count + draw])
        guard copies > 0, let best = expected.lazy.map({ $0[draw] }).min(), best.isFinite, best > 0
        else { continue }
        for row in standings.indices where expected[row][draw].isFinite {
          sums[row][draw] += copies * log(expected[row][draw] / best)
          solved[row][draw] += copies
        }
      }
    }
    for row in standings.indices where standings[row].costRatio != nil {
      let ratios = zip(sums[row], solved[row]).map { $1 > 0 ? exp($0 / $1) : .infinity }
      standings[row].costInterval = Bootstrap.interval(of: ratios, level: SuccessRate.level)
    }
  }
}
