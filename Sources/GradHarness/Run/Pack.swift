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
  /// Deterministic packs hold more trials than lanes, since a lane whose trial ended takes the next;
  /// noisy ones share their batches and so are as wide as the lanes, of neighbouring rates.
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
      let size = packSize(of: group.trials.count, isNoisy: key.batch != nil, width, jobs)
      let cost = estimatedCost(of: cells[group.cell])
      for first in stride(from: 0, to: group.trials.count, by: size) {
        let slice = Array(group.trials[first..<Swift.min(first + size, group.trials.count)])
        packs.append(
          Pack(
            trials: slice, cell: group.cell, seed: key.seed, cost: cost * Double(slice.count)))
      }
    }
    return packs.enumerated().sorted {
      ($0.element.cost, $1.offset) > ($1.element.cost, $0.offset)
    }.map(\.element)
  }

  private func packSize(of count: Int, isNoisy: Bool, _ width: Int, _ jobs: Int) -> Int {
    if isNoisy { return width }
    // Enough packs for every worker to have several, at most eight refills of every lane.
    let share = (count + 4 * jobs - 1) / (4 * jobs)
    return Swift.min(8 * width, Swift.max(width, share))
  }
}
