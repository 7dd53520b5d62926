import Foundation
import GradCore
import GradResults
import GradText

extension Comparison {
  /// Compares the best learning rate of every family that both runs have, at every target, among
  /// the rates and by the trials that both have.
  ///
  /// That the best rate moved is neither good nor bad; what counts is its expected cost.
  mutating func compareBestRates(
    _ pairing: CellPairing, _ baseline: Run, _ run: Run,
    _ summaries: (before: Summary, after: Summary), targets: [(before: Int, after: Int)]
  ) {
    for family in pairing.families {
      provesNothing = family.contains { pairing.isAccidental[$0] }
      for target in targets {
        guard
          let bestBefore = family.first(where: {
            summaries.before.row(cell: $0, target: target.before).isBest
          }),
          let bestAfter = family.first(where: {
            summaries.after.row(cell: $0, target: target.after).isBest
          }),
          let rateBefore = baseline.cells[pairing.pairs[bestBefore].before].learningRate,
          let rateAfter = run.cells[pairing.pairs[bestAfter].after].learningRate
        else { continue }
        guard rateBefore != rateAfter else {
          note(.bestLearningRate, .unchanged)
          continue
        }
        let costs = (
          summaries.before.row(cell: bestBefore, target: target.before).expectedCost,
          summaries.after.row(cell: bestAfter, target: target.after).expectedCost
        )
        let judged = tolerances.judge(.bestLearningRate, before: costs.0, after: costs.1)
        enter(
          judged == .unchanged ? .inconclusive : judged, .bestLearningRate,
          cell: pairing.pairs[bestAfter].after, target: target.after, values: costs,
          severity: Self.ratio(costs.0, costs.1).map { abs(log2($0)) } ?? 1,
          text: DifferenceText(
            before: NumberText.best(rate: rateBefore, cost: costs.0),
            after: NumberText.best(rate: rateAfter, cost: costs.1),
            note: judged == .unchanged ? "at the same cost" : ""))
      }
    }
    provesNothing = false
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
      ? countText(Int(value.rounded())) : roundedText(value, digits: 5)
  }
}
