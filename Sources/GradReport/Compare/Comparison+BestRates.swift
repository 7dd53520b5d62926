import Foundation
import GradCore
import GradResults

extension Comparison {
  /// Compares the best learning rate of every family that both runs have, at every target.
  ///
  /// That the best rate moved is neither good nor bad; what counts is its expected cost. Where one
  /// of the two rates was not run both times the grids decide, and nothing can be said.
  mutating func compareBestRates(
    _ pairing: CellPairing, _ baseline: StoredRun, _ run: StoredRun
  ) {
    let joinedBefore = Set(pairing.pairs.map(\.before))
    let joinedAfter = Set(pairing.pairs.map(\.after))
    let before = BestRates(baseline)
    let after = BestRates(run)
    for family in after.order {
      guard let old = before.cells[family], let new = after.cells[family] else { continue }
      for (position, name) in run.targets.enumerated() {
        guard let other = baseline.targets.firstIndex(of: name),
          let bestBefore = old[other], let bestAfter = new[position],
          let rateBefore = baseline.cells[bestBefore].learningRate,
          let rateAfter = run.cells[bestAfter].learningRate
        else { continue }
        guard rateBefore != rateAfter else {
          note(.bestLearningRate, .unchanged)
          continue
        }
        let costs = (
          baseline.judgement(cell: bestBefore, target: other).expectedCost,
          run.judgement(cell: bestAfter, target: position).expectedCost
        )
        let isOnBoth = joinedBefore.contains(bestBefore) && joinedAfter.contains(bestAfter)
        let judged =
          isOnBoth
          ? tolerances.judge(.bestLearningRate, before: costs.0, after: costs.1) : .inconclusive
        enter(
          judged == .unchanged ? .inconclusive : judged, .bestLearningRate, cell: bestAfter,
          target: position, values: costs,
          severity: Self.ratio(costs.0, costs.1).map { abs(log2($0)) } ?? 1,
          text: DifferenceText(
            before: NumberText.best(rate: rateBefore, cost: costs.0),
            after: NumberText.best(rate: rateAfter, cost: costs.1),
            note: !isOnBoth
              ? "the rates of the suite differ" : judged == .unchanged ? "at the same cost" : ""))
      }
    }
  }
}

/// The best cell of each family at each target.
private struct BestRates {
  var order: [CellFamily] = []
  /// By target; nil where nothing is best.
  var cells: [CellFamily: [Int?]] = [:]

  init(_ run: StoredRun) {
    for (index, cell) in run.cells.enumerated() where cell.learningRate != nil {
      let best = run.targets.indices.filter { run.judgement(cell: index, target: $0).isBest }
      guard !best.isEmpty else { continue }
      let family = CellFamily(cell)
      if cells[family] == nil {
        order.append(family)
        cells[family] = Array(repeating: nil, count: run.targets.count)
      }
      for target in best { cells[family]?[target] = index }
    }
  }
}

extension NumberText {
  /// `0.1 (cost 120)`.
  fileprivate static func best(rate: Double, cost: Double) -> String {
    cost.isFinite
      ? "\(roundedText(rate, digits: 4)) (cost \(size(cost)))"
      : "\(roundedText(rate, digits: 4)) (not reached)"
  }

  /// A number with enough digits to tell small changes: whole numbers exactly.
  static func size(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value > 0 ? "–" : "-inf" }
    return value == value.rounded() && value.magnitude < 1e15
      ? count(Int(value)) : roundedText(value, digits: 5)
  }
}
