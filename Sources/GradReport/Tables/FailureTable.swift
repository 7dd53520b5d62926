import Foundation
import GradCore
import GradResults
import GradText

/// The trials that ended without their last target, by what happened, with one trial's evidence.
struct FailureTable {
  let study: Study
  let target: Int?
  /// The best rate of each family at the ranking's target, or at any where none can be judged.
  private let bestRates: [Double?]

  init(study: Study, target: Int?) {
    self.study = study
    self.target = target
    bestRates = study.summary.families.map { family in
      guard study.summary.targetCount > 0 else { return nil }
      return family.cells.first { study.summary.row(cell: $0, target: target ?? 0).isBest }
        .flatMap { study.run.cells[$0].learningRate }
    }
  }

  /// Kinds of failure shown on the first screen.
  static let limit = 8

  struct Kind {
    var name: String
    var trials: [Int] = []
    var isBug = false
  }

  func kinds() -> [Kind] {
    var kinds: [Kind] = []
    var positions: [String: Int] = [:]
    for cell in study.run.cells.indices {
      for trial in study.summary.cells[cell].trials {
        guard let record = study.run.records[trial],
          let name = Self.name(record, cell: study.run.cells[cell], study: study)
        else { continue }
        let position = positions[name] ?? kinds.count
        if position == kinds.count {
          positions[name] = position
          kinds.append(Kind(name: name, isBug: record.outcome == .failed))
        }
        kinds[position].trials.append(trial)
      }
    }
    return kinds.enumerated().sorted { a, b in
      (a.element.isBug ? 0 : 1, -a.element.trials.count, a.offset)
        < (b.element.isBug ? 0 : 1, -b.element.trials.count, b.offset)
    }.map(\.element)
  }

  func lines() -> [String] {
    let kinds = kinds()
    guard !kinds.isEmpty else {
      return [nothingFailed]
    }
    var table = TextTable.report(
      [
        TableColumn("what", .left), TableColumn("how many", .right), TableColumn("where", .left),
        TableColumn("evidence of one trial", .left), TableColumn("replay", .left),
      ], limit: Self.limit)
    for kind in kinds {
      let example = example(of: kind.trials)
      table.append([
        .spans([kind.isBug ? .strong(kind.name) : .literal(kind.name)]),
        .text(howMany(kind.trials)), .text(place(kind.trials)), .text(evidence(of: example)),
        .code(study.run.trials[example].text),
      ])
    }
    return table.reportLines()
  }

  /// Why the table is empty.
  private var nothingFailed: String {
    let ran = study.run.cells.indices.filter { !study.summary.cells[$0].trials.isEmpty }
    guard !ran.isEmpty else { return "No trial finished." }
    // Without a minimum a trial that came to rest can be neither right nor wrong.
    let judged = ran.filter { cell in
      study.run.targets.contains { study.run.cells[cell].problem.defines($0) }
    }
    if judged.isEmpty { return "No target could be judged: none has a meaning on these problems." }
    return judged.count == ran.count
      ? "Nothing: every finished trial hit its last target."
      : "Nothing: every finished trial hit its last target, where one could be judged."
  }

  /// What happened in words; nil: the trial did what it should.
  static func name(_ record: TrialRecord, cell: Cell, study: Study) -> String? {
    guard let title = record.outcome.failureTitle else { return nil }
    let findings = record.findings
    switch record.outcome {
    case .converged:
      if record.pointKind == .saddle || findings.contains(.saddle) {
        return "converged to a saddle"
      }
      return study.run.targets.contains(where: cell.problem.defines) ? title : nil
    case .diverged:
      return switch cell.isBeyondEdge {
      case true?: title + ", rate beyond the edge"
      case false? where cell.edge?.isLocal == true: title + ", rate below the edge at the minimizer"
      case false?: title + ", rate below the edge"
      case nil: title
      }
    default:
      let qualifiers = Finding.qualifiers(of: record.outcome)
      let qualifier = qualifiers.first { findings.contains($0.finding) }
      return qualifier.map { "\(title), \($0.words)" } ?? title
    }
  }

  /// Of how many; and how many had hit the ranking's target before.
  private func howMany(_ trials: [Int]) -> String {
    let count = countText(trials.count)
    guard let target, target + 1 < study.summary.targetCount else { return count }
    let hits = trials.count { trial in
      study.run.hit(trial: trial, target: target).isHit
    }
    guard hits > 0 else { return count }
    return "\(count), \(countText(hits)) past \(study.run.targets[target].text)"
  }

  /// `momentum 120, adam 4; 12 of 16 problems`.
  private func place(_ trials: [Int]) -> String {
    var trialsOfCell: [Int32: Int] = [:]
    for trial in trials { trialsOfCell[study.run.trials[trial].cell, default: 0] += 1 }
    var counts: [String: Int] = [:]
    var problems: Set<RunProblem> = []
    for (index, count) in trialsOfCell {
      let cell = study.run.cells[Int(index)]
      counts[cell.optimizer, default: 0] += count
      problems.insert(cell.problem)
    }
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let names = order.map { "\($0) \(countText($1))" }
    let text = firstWords(names, limit: 3).joined(separator: ", ")
    let all = Set(study.tasks.map(\.problem)).count
    return all > 1 ? text + "; \(problems.count) of \(countText(all, "problem"))" : text
  }

  /// The trial that says most: at its family's best rate, or nearest to it.
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

  private func evidence(of trial: Int) -> String {
    let index = Int(study.run.trials[trial].cell)
    let cell = study.run.cells[index]
    var words = [
      StudyTask.label(of: cell, showsInstance: cell.problem.instance != 1), cell.optimizer,
    ]
    if let rate = cell.learningRate { words[1] += " " + NumberText.rate(rate) }
    if let seed = study.run.trials[trial].seed { words.append("seed \(seed)") }
    let reason = study.run.reason(of: trial)
    let place = words.joined(separator: ", ")
    return reason.isEmpty ? place : "\(place): \(reason)"
  }
}
