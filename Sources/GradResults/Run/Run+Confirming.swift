public import GradCore

extension Run {
  /// How many of ``trials``, the first ones, are the sweep's.
  public var sweepCount: Int { sweepTrials.count }

  /// The sweep's trials: what summaries, verdicts, comparisons and counts are made of.
  public var sweepTrials: Range<Int> { 0..<confirmingTrials.lowerBound }

  /// Trials on fresh seeds of cells that a sweep chose: what a chosen rate is reported by.
  public var confirmingTrials: Range<Int> {
    max(trials.count - max(confirmingCount, 0), 0)..<trials.count
  }

  /// Whether a trial is one on a fresh seed, not the sweep's.
  public func isConfirming(trial: Int) -> Bool { confirmingTrials.contains(trial) }

  /// Adds confirming trials that have ended, in any order; they are put by cell, then by seed.
  ///
  /// - Parameter hits: `targets.count` a trial, trial after trial.
  public mutating func append(
    confirming added: [TrialIdentity], records ended: [TrialRecord], hits reached: [TargetHit]
  ) {
    precondition(
      ended.count == added.count && reached.count == added.count * targets.count,
      "\(added.count) trials with \(ended.count) records and \(reached.count) hits")
    let first = sweepCount
    let reasons = storedReasons
    let passes = storedPasses
    let old = confirmingTrials
    trials += added
    records += ended.map(Optional.some)
    hits += reached
    if !reasons.isEmpty {
      storedReasons += zip(added, ended).map {
        $1.reason(cell: cells[Int($0.cell)], targets: targets)
      }
    }
    if !passes.isEmpty { storedPasses += reached.map { _ in .nan } }
    confirmingCount = old.count + added.count
    let order = confirmingTrials.sorted {
      (trials[$0].cell, trials[$0].seed ?? 0, $0) < (trials[$1].cell, trials[$1].seed ?? 0, $1)
    }
    trials.replaceSubrange(first..., with: order.map { trials[$0] })
    records.replaceSubrange(first..., with: order.map { records[$0] })
    let count = targets.count
    func perTarget<Value>(_ values: [Value]) -> [Value] {
      values[..<(first * count)]
        + order.flatMap { values[$0 * count..<($0 + 1) * count] }
    }
    hits = perTarget(hits)
    if !storedReasons.isEmpty {
      storedReasons.replaceSubrange(first..., with: order.map { storedReasons[$0] })
    }
    if !storedPasses.isEmpty { storedPasses = perTarget(storedPasses) }
  }
}

/// What a suite says of the ranking; nil is left to the criterion.
public struct RunRanking: Sendable, Codable, Equatable {
  /// The target, as ``Target/text`` has it.
  public var target: String?
  /// The setting that ratios are printed against: an optimizer's id, or the name of an entry.
  public var reference: String?

  public init(target: String? = nil, reference: String? = nil) {
    self.target = target
    self.reference = reference
  }
}

/// Whether a trial chooses among rates or reports the chosen one, as the column `role` has it.
enum TrialRole: String {
  case sweep, confirm
}
