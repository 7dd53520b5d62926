import GradCore
public import GradResults

/// Which cells of a run get trials on fresh seeds, so that a rate that a sweep chose is not reported by
/// the seeds that chose it.
///
/// Of each family of rates the best at the ranking's target and its two neighbours; then, as long as
/// the cheapest of the confirmed ones, by the first half of the fresh seeds, stands at an end, the rate
/// beyond that end too.
public struct Confirmation {
  private let run: Run
  private let summary: Summary
  private let target: Int?
  /// The confirming trials of each cell that has some.
  private var confirmed: [Int: [Int]] = [:]

  public init(_ run: Run, summary: Summary) {
    self.run = run
    self.summary = summary
    let named = run.ranking?.target.flatMap { name in
      run.targets.firstIndex { $0.text == name }
    }
    target = named ?? (run.targets.isEmpty ? nil : run.targets.count / 2)
    for trial in run.confirmingTrials {
      confirmed[Int(run.trials[trial].cell), default: []].append(trial)
    }
  }

  /// Cells of the run that are wanted next and not confirmed yet, ascending; empty where all is known.
  public func wantedCells() -> [Int] {
    guard let target else { return [] }
    return summary.families.flatMap { wanted(of: $0, target: target) }.sorted()
  }

  private func wanted(of family: RateFamily, target: Int) -> [Int] {
    let cells = family.cells.filter { cell in
      summary.cells[cell].trials.contains { run.trials[$0].seed != nil }
    }
    let known = cells.indices.filter { confirmed[cells[$0]] != nil }
    let centre =
      known.isEmpty
      ? cells.indices.first { summary.row(cell: cells[$0], target: target).isBest }
      : known.min { (cost(of: cells[$0], target), $0) < (cost(of: cells[$1], target), $1) }
    guard let centre else { return [] }
    return (centre - 1...centre + 1).filter { cells.indices.contains($0) && !known.contains($0) }
      .map { cells[$0] }
  }

  /// The expected cost of the first half of a cell's fresh seeds.
  private func cost(of cell: Int, _ target: Int) -> Double {
    let trials = confirmed[cell] ?? []
    let spendings = trials.prefix((trials.count + 1) / 2).compactMap {
      run.spending(trial: $0, target: target)
    }
    let hits = spendings.count(where: \.isHit)
    return hits == 0
      ? .infinity : spendings.reduce(0) { $0 + Double($1.cost) } / Double(hits)
  }
}
