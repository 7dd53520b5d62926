import GradResults

/// The cells and trials of a plan while it is made; tells trials that are there already.
struct CellStore {
  private(set) var cells: [PlannedCell] = []
  private(set) var droppedDuplicates = 0
  /// Trials so far.
  private(set) var trialCount = 0

  /// Trials of the cells in order, as long as no cell gets more after the next has begun.
  private var trials: [TrialIdentity] = []
  /// Trials that a later sweep adds to an earlier cell.
  private var late: [Int: [TrialIdentity]] = [:]
  private var cellIndex: [UInt64: Int] = [:]
  private var seen: Set<UInt64> = []

  /// Adds the trials of a cell, one for each seed; those that are there already are dropped.
  ///
  /// - Parameters:
  ///   - seeds: nil stands for the only trial of a cell in which no seed matters.
  ///   - make: Makes the cell, if it is new.
  /// - Returns: The cell, wherever it stands; nil where all its trials are another's.
  @discardableResult
  mutating func add(
    _ identifier: inout TrialIdentifier, seeds: [Int?], make: () -> PlannedCell
  ) -> Int? {
    let bits = identifier.cellBits
    var index = cellIndex[bits]
    for seed in seeds {
      let id = identifier.id(seed: seed)
      guard seen.insert(id).inserted else {
        droppedDuplicates += 1
        continue
      }
      let cell: Int
      if let known = index {
        cell = known
      } else {
        cell = cells.count
        index = cell
        cellIndex[bits] = cell
        cells.append(make())
        cells[cell].trials = trials.count..<trials.count
      }
      let trial = TrialIdentity(
        id: id, cell: Int32(truncatingIfNeeded: cell), seed: seed.map { Int32(clamping: $0) })
      trialCount += 1
      if cell == cells.count - 1 {
        trials.append(trial)
        cells[cell].trials = cells[cell].trials.lowerBound..<trials.count
      } else {
        late[cell, default: []].append(trial)
      }
    }
    return index
  }

  /// Cells and trials, the trials of each cell side by side.
  consuming func contents() -> (cells: [PlannedCell], trials: [TrialIdentity]) {
    guard !late.isEmpty else { return (cells, trials) }
    var all: [TrialIdentity] = []
    all.reserveCapacity(trialCount)
    var moved = cells
    for (index, cell) in cells.enumerated() {
      let first = all.count
      all += trials[cell.trials]
      all += late[index] ?? []
      moved[index].trials = first..<all.count
    }
    return (moved, all)
  }
}
