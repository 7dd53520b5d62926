import GradCore

/// Trials that run in the lanes of one stepper.
struct Pack: Sendable {
  /// Indices into ``Plan/trials``, in plan order.
  var trials: [Int]
  /// A cell whose problem, gradient, optimizer, schedule and batches all trials of the pack share.
  var cell: Int
  /// The seed that decides the batches; nil for deterministic trials.
  var seed: Int32?
  /// Estimated work, for starting the longest first.
  var cost: Double
}

/// What trials must share to be packed.
private struct PackKey: Hashable {
  var problem: Int
  var gradient: Int
  var optimizer: String
  var flags: [String]
  var schedule: Schedule
  var batch: BatchPlan?
  var iterationLimit: Int
  var seed: Int32?
}

extension Plan {
  /// The trials in packs, longest first.
  ///
  /// Deterministic packs hold as many trials as there are for each worker, since a lane whose trial
  /// ended takes the next; noisy ones share their batches and so are as wide as the lanes, of
  /// neighbouring rates.
  func packs(width: Int, jobs: Int) -> [Pack] {
    var order: [PackKey] = []
    var groups: [PackKey: (cell: Int, trials: [Int])] = [:]
    for (index, cell) in cells.enumerated() {
      let flags = cell.values.sorted.compactMap { name, value -> String? in
        if case .flag(let isSet) = value { return "\(name)=\(isSet)" }
        return nil
      }
      for trial in cell.trials {
        let key = PackKey(
          problem: cell.problem, gradient: cell.gradient, optimizer: cell.optimizer.id,
          flags: flags, schedule: cell.schedule, batch: cell.batch,
          iterationLimit: cell.iterationLimit,
          seed: cell.batch == nil ? nil : trials[trial].seed)
        if groups[key] == nil { order.append(key) }
        groups[key, default: (index, [])].trials.append(trial)
      }
    }
    var packs: [Pack] = []
    for key in order {
      guard let group = groups[key] else { continue }
      let cost = estimatedCost(of: cells[group.cell])
      let width = cells[group.cell].optimizer.isSearching ? 1 : width
      let trials =
        key.batch != nil
        ? Self.neighbours(group.trials, width) : Self.dealt(group.trials, width, jobs: jobs)
      packs += trials.map { trials in
        Pack(trials: trials, cell: group.cell, seed: key.seed, cost: cost * Double(trials.count))
      }
    }
    return packs.enumerated().sorted {
      ($0.element.cost, $1.offset) > ($1.element.cost, $0.offset)
    }.map(\.element)
  }

  /// As many as there are lanes in each, side by side.
  private static func neighbours(_ trials: [Int], _ width: Int) -> [[Int]] {
    stride(from: 0, to: trials.count, by: width).map {
      Array(trials[$0..<Swift.min($0 + width, trials.count)])
    }
  }

  /// One pack a worker, since lanes stay empty at the end of each, and fewer where that would not
  /// fill the lanes. Trials are dealt in turns, so that every worker gets slow rates and fast ones.
  private static func dealt(_ trials: [Int], _ width: Int, jobs: Int) -> [[Int]] {
    let count = Swift.max(1, Swift.min(jobs, trials.count / width))
    return (0..<count).map { first in
      stride(from: first, to: trials.count, by: count).map { trials[$0] }
    }
  }
}
