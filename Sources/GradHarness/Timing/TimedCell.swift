import GradCore
public import GradResults

/// What is timed once: the cells that differ in nothing but the learning rate.
public struct TimedCell: Sendable {
  /// A trial of each rate, the one with the first seed, from the middle of the grid outwards.
  public var candidates: [Int]
  /// The first candidate that came to a good end, and how many iterations it took; nil until known.
  public var trial: Int?
  public var iterations = 0

  init(candidates: [Int]) { self.candidates = candidates }

  /// Takes the first candidate that neither diverged nor failed.
  ///
  /// Where all did, it is the one that took longest to, for as many iterations as surely were
  /// finite: the half of them.
  ///
  /// - Returns: Whether it is decided.
  mutating func choose(from records: [TrialRecord?]) -> Bool {
    var longest: (trial: Int, iterations: Int)?
    for candidate in candidates {
      guard let record = records[candidate] else { return false }
      if record.outcome == .cancelled { return false }
      if record.outcome != .diverged, record.outcome != .failed {
        trial = candidate
        iterations = record.iterations
        return true
      }
      if record.iterations > longest?.iterations ?? -1 { longest = (candidate, record.iterations) }
    }
    trial = longest?.trial
    iterations = (longest?.iterations ?? 0) / 2
    return trial != nil
  }
}

extension Plan {
  /// The timed cells of the plan, in the order of their first cells.
  public var timedCells: [TimedCell] {
    var order: [CellKey] = []
    var cellsOfFamily: [CellKey: [Int]] = [:]
    for (index, cell) in cells.enumerated() where !cell.trials.isEmpty {
      let family = CellKey(cell.described).anyRate
      if cellsOfFamily[family] == nil { order.append(family) }
      cellsOfFamily[family, default: []].append(index)
    }
    return order.compactMap { family in
      let sorted = (cellsOfFamily[family] ?? []).sorted {
        (cells[$0].rate, $0) < (cells[$1].rate, $1)
      }
      let middle = (sorted.count - 1) / 2
      // Of two as far from the middle the smaller rate: it is the less likely to diverge.
      let outwards = sorted.indices.sorted {
        (abs($0 - middle), $0) < (abs($1 - middle), $1)
      }
      return TimedCell(candidates: outwards.map { cells[sorted[$0]].trials.lowerBound })
    }
  }

  /// The timed cells with the trials that are timed, as far as the records decide them.
  public func timedCells(decidedBy records: [TrialRecord?]) -> [TimedCell] {
    timedCells.compactMap { cell in
      var cell = cell
      return cell.choose(from: records) ? cell : nil
    }
  }

  /// The plan of some trials alone, in the order given.
  public func keeping(trials kept: [Int]) -> Plan {
    var plan = self
    plan.cells = []
    plan.trials = []
    for trial in kept {
      var identity = trials[trial]
      var cell = cells[Int(identity.cell)]
      cell.trials = plan.trials.count..<plan.trials.count + 1
      identity.cell = Int32(truncatingIfNeeded: plan.cells.count)
      plan.cells.append(cell)
      plan.trials.append(identity)
    }
    return plan
  }
}
