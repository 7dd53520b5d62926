import Foundation
import GradCore
import GradResults

extension Comparison {
  /// Compares the best learning rate of every family that both runs have, at every target.
  ///
  /// That the best rate moved is neither good nor bad; what counts is its expected cost. Where one
  /// of the two rates was not run both times the grids decide, and nothing can be said.
  mutating func compareBestRates(
    _ pairing: CellPairing, _ baseline: StoredRun, _ run: StoredRun,
    _ judgements: (before: Judgements, after: Judgements)
  ) {
    let joinedBefore = Set(pairing.pairs.map(\.before))
    let joinedAfter = Set(pairing.pairs.map(\.after))
    let familyBefore = Dictionary(
      judgements.before.families.map { ($0.key, $0.cells) }, uniquingKeysWith: { old, _ in old })
    for (key, cells) in judgements.after.families {
      guard let others = familyBefore[key] else { continue }
      for (position, name) in run.targets.enumerated() {
        guard let other = baseline.targets.firstIndex(of: name),
          let bestBefore = others.first(where: { judgements.before[$0, other].isBest }),
          let bestAfter = cells.first(where: { judgements.after[$0, position].isBest }),
          let rateBefore = baseline.cells[bestBefore].learningRate,
          let rateAfter = run.cells[bestAfter].learningRate
        else { continue }
        guard rateBefore != rateAfter else {
          note(.bestLearningRate, .unchanged)
          continue
        }
        let costs = (
          judgements.before[bestBefore, other].expectedCost,
          judgements.after[bestAfter, position].expectedCost
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
    let isLarge = value.magnitude >= 1e4 && value.magnitude < 1e15
    return isLarge || (value == value.rounded() && value.magnitude < 1e4)
      ? count(Int(value.rounded())) : roundedText(value, digits: 5)
  }
}
