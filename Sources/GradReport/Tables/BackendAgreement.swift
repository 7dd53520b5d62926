import Foundation
import GradResults

/// Trials that differ in nothing but the backend, beside those of the first backend of their cell.
struct BackendAgreement {
  let backend: String
  let reference: String
  var trials = 0
  var sameIterations = 0
  var sameOutcome = 0
  var sameHits = 0
  var logCostRatio = 0.0
  /// Largest difference of the final objectives of pairs with equal iterations, as a share of the
  /// initial gap, or of |f| where that is not known.
  var largestDifference = 0.0

  var costRatio: Double { exp(logCostRatio / Double(max(sameIterations, 1))) }

  /// One comparison a pair of backends, in order of first occurrence.
  static func all(_ study: Study) -> [BackendAgreement] {
    let run = study.run
    let first = run.cells.first?.backend
    if run.cells.allSatisfy({ $0.backend == first }) { return [] }
    var reference: [CellKey: Int] = [:]
    var comparisons: [BackendAgreement] = []
    for (index, cell) in run.cells.enumerated() {
      let key = CellKey(cell).anyBackend
      guard let first = reference[key] else {
        reference[key] = index
        continue
      }
      let name = run.cells[first].backend.text
      guard name != cell.backend.text else { continue }
      let position =
        comparisons.firstIndex { $0.backend == cell.backend.text && $0.reference == name }
        ?? comparisons.count
      if position == comparisons.count {
        comparisons.append(BackendAgreement(backend: cell.backend.text, reference: name))
      }
      var partners: [Int32: Int] = [:]
      for trial in study.summary.cells[first].trials {
        partners[run.trials[trial].seed ?? -1] = trial
      }
      for trial in study.summary.cells[index].trials {
        guard let partner = partners[run.trials[trial].seed ?? -1] else { continue }
        comparisons[position].add(trial, beside: partner, cell: cell, run)
      }
    }
    return comparisons.filter { $0.trials > 0 }
  }

  private mutating func add(
    _ trial: Int, beside partner: Int, cell: Cell, _ run: Run
  ) {
    guard let own = run.records[trial], let other = run.records[partner] else { return }
    trials += 1
    sameOutcome += own.outcome == other.outcome ? 1 : 0
    sameHits +=
      zip(run.hits(of: trial), run.hits(of: partner))
        .allSatisfy { $0.isSolved == $1.isSolved } ? 1 : 0
    guard own.iterations == other.iterations else { return }
    sameIterations += 1
    logCostRatio += log(Double(own.cost) / Double(max(other.cost, 1)))
    let size = cell.problem.facts.scale ?? other.finalObjective.magnitude
    let difference = abs(own.finalObjective - other.finalObjective)
    // A diverged pair ends at numbers that say nothing of the gradient's accuracy.
    if own.outcome != .diverged, difference.isFinite, size > 0 {
      largestDifference = max(largestDifference, difference / size)
    }
  }
}
