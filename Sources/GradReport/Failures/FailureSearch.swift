import Foundation
import GradCore
import GradResults
import GradText

/// Finds how the finished trials of a run failed.
struct FailureSearch {
  private let study: Study
  /// The ranking's target.
  private let target: Int?
  /// The best rate of each family at the ranking's target, or at any where none can be judged.
  private let bestRates: [Double?]

  init(_ study: Study, target: Int?) {
    self.study = study
    self.target = target
    bestRates = study.summary.families.map { family in
      guard study.summary.targetCount > 0 else { return nil }
      return family.cells.first { study.summary.row(cell: $0, target: target ?? 0).isBest }
        .flatMap { study.run.cells[$0].learningRate }
    }
  }

  /// One a class that occurs: bugs first, then the most frequent, then the first in the plan.
  func failures() -> [Failure] {
    var order: [FailureClass] = []
    var trials: [FailureClass: [Int]] = [:]
    for cell in study.run.cells.indices {
      for trial in study.summary.cells[cell].trials {
        guard let record = study.run.records[trial],
          let kind = FailureClass(
            record, cell: study.run.cells[cell], targets: study.run.targets)
        else { continue }
        if trials[kind] == nil { order.append(kind) }
        trials[kind, default: []].append(trial)
      }
    }
    let failures = order.compactMap { kind in trials[kind].map { failure(kind, of: $0) } }
    return failures.enumerated().sorted { a, b in
      (a.element.kind.isBug ? 0 : 1, -a.element.count, a.offset)
        < (b.element.kind.isBug ? 0 : 1, -b.element.count, b.offset)
    }.map(\.element)
  }

  private func failure(_ kind: FailureClass, of trials: [Int]) -> Failure {
    let (shares, problemCount) = places(of: trials)
    let example = example(of: trials)
    return Failure(
      kind: kind, count: trials.count, hitsBefore: hitsBefore(trials), shares: shares,
      problemCount: problemCount, example: example, exampleName: name(of: example),
      reason: study.run.reason(of: example))
  }

  private func hitsBefore(_ trials: [Int]) -> Int {
    guard let target, target + 1 < study.summary.targetCount else { return 0 }
    return trials.count { study.run.hit(trial: $0, target: target).isSolved }
  }

  private func places(of trials: [Int]) -> ([Failure.Share], problemCount: Int) {
    var trialsOfCell: [Int32: Int] = [:]
    for trial in trials { trialsOfCell[study.run.trials[trial].cell, default: 0] += 1 }
    var counts: [String: Int] = [:]
    var problems: Set<RunProblem> = []
    for (index, count) in trialsOfCell {
      let cell = study.run.cells[Int(index)]
      counts[cell.optimizer, default: 0] += count
      problems.insert(cell.problem)
    }
    let shares = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return (shares.map { Failure.Share(optimizer: $0.key, count: $0.value) }, problems.count)
  }

  private func example(of trials: [Int]) -> Int {
    // Neighbours in the plan share their cell, and a cell its distance.
    var distances: [Int32: Double] = [:]
    var nearest = (distance: Double.infinity, trial: trials[0])
    for trial in trials {
      let cell = study.run.trials[trial].cell
      let distance = distances[cell] ?? distanceToBest(Int(cell))
      distances[cell] = distance
      if distance < nearest.distance { nearest = (distance, trial) }
    }
    return nearest.trial
  }

  private func distanceToBest(_ cell: Int) -> Double {
    guard let best = bestRates[study.summary.familyOfCell[cell]],
      let rate = study.run.cells[cell].learningRate
    else { return 0 }
    return abs(log(rate / best))
  }

  private func name(of trial: Int) -> String {
    let cell = study.run.cells[Int(study.run.trials[trial].cell)]
    var words = [
      StudyTask.label(of: cell, showsInstance: cell.problem.instance != 1), cell.optimizer,
    ]
    if let rate = cell.learningRate { words[1] += " " + NumberText.rate(rate) }
    if let seed = study.run.trials[trial].seed { words.append("seed \(seed)") }
    return words.joined(separator: ", ")
  }
}
