import GradCore
public import GradResults

extension Runner {
  /// Runs fresh seeds of some cells of the runner's plan and adds them to its run; of a cell of which
  /// not all ended, none.
  ///
  /// - Parameters:
  ///   - cells: Of the plan and the run; each can be confirmed and is not yet.
  ///   - seeds: How many of each.
  /// - Returns: How many cells got all of them: every one unless interrupted.
  public func confirm(
    _ cells: [Int], seeds: Int, in run: inout Run,
    onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) -> Int {
    let fresh = plan.confirming(cells: cells, seeds: Plan.freshSeeds(seeds))
    var options = options
    // Their rows would double a file that nobody asked them for; `replay` prints them.
    options.trace = .none
    let ended = Runner(plan: fresh, backends: backends, options: options, stopFlag: stopFlag)
      .run(onProgress: onProgress)
    var trials: [TrialIdentity] = []
    var records: [TrialRecord] = []
    var hits: [TargetHit] = []
    var whole = 0
    for (position, cell) in fresh.cells.enumerated() {
      let found = ended.records[cell.trials].compactMap(\.self)
      guard found.count == cell.trials.count else { continue }
      whole += 1
      for trial in cell.trials {
        var identity = fresh.trials[trial]
        identity.cell = Int32(cells[position])
        trials.append(identity)
        hits += ended.hits(of: trial)
      }
      records += found
    }
    run.append(confirming: trials, records: records, hits: hits)
    return whole
  }
}
