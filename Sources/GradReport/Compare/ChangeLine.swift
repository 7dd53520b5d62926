import GradCore
import GradResults

/// One line of a comparison for people: a difference, with the others that say the same of its cell.
public struct ChangeLine: Sendable {
  /// The worst of its targets.
  public let difference: Difference
  /// Further targets of the cell at which the metric changed alike.
  public let otherTargets: Int
  /// As tables name the cell: `quadratic n=20 κ=100 rotated`, `adam beta1=0.95`; `all cells` and
  /// nothing where the difference holds for every cell.
  public let problem: String
  public let optimizer: String

  /// `costToTarget 1e-05 (+3)`.
  public var metricText: String {
    difference.metric.rawValue + (difference.target.map { " " + $0 } ?? "")
      + (otherTargets > 0 ? " (+\(otherTargets))" : "")
  }
}

extension Comparison {
  /// The differences, worst first, one line a metric of a cell: of several targets the worst, and of
  /// iterations, data passes and expected cost only what the cost to the target does not tell.
  ///
  /// - Parameter limit: Lines that are made; nil makes all.
  /// - Returns: The lines, and how many there are without the limit.
  public func lines(limit: Int? = nil) -> (lines: [ChangeLine], total: Int) {
    var told: Set<CellChange> = []
    for one in kept where one.metric == .costToTarget {
      told.insert(CellChange(one, metric: .costToTarget, target: one.target))
    }
    var found: [(difference: CompactDifference, others: Int)] = []
    var lineOfCell: [CellChange: Int] = [:]
    for one in kept {
      if Self.echoes.contains(one.metric),
        told.contains(CellChange(one, metric: .costToTarget, target: one.target))
      {
        continue
      }
      let key = CellChange(one, metric: one.metric, target: -1)
      if one.target >= 0, one.cell >= 0, let line = lineOfCell[key] {
        found[line].others += 1
        continue
      }
      lineOfCell[key] = found.count
      found.append((one, 0))
    }
    let shown = found.prefix(limit ?? found.count).map { (difference($0.difference), $0.others) }
    let labels = CellLabels(shown.compactMap(\.0.cell))
    let lines = shown.map { difference, others in
      ChangeLine(
        difference: difference, otherTargets: others,
        problem: difference.cell.map(labels.problem) ?? "all cells",
        optimizer: difference.cell.map(labels.optimizer) ?? "")
    }
    return (lines, found.count)
  }

  private static let echoes: Set<Metric> = [
    .iterationsToTarget, .dataPassesToTarget, .expectedCost,
  ]
}

/// A change of one metric in one cell.
private struct CellChange: Hashable {
  let cell: Int32
  let change: Change
  let metric: Metric
  let target: Int32

  init(_ difference: CompactDifference, metric: Metric, target: Int32) {
    cell = difference.cell
    change = difference.change
    self.metric = metric
    self.target = target
  }
}

/// Short names of cells, long enough to tell those of one table apart.
private struct CellLabels {
  private let showsInstance: Bool
  private let settings: SettingLabels

  init(_ cells: [Cell]) {
    showsInstance = Set(cells.map(\.problem.instance)).count > 1
    var known: Set<Setting> = []
    settings = SettingLabels(cells.map(\.setting).filter { known.insert($0).inserted })
  }

  func problem(_ cell: Cell) -> String {
    StudyTask.label(of: cell, showsInstance: showsInstance)
  }
  func optimizer(_ cell: Cell) -> String { settings[cell.setting] }
}
