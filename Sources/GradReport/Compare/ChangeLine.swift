import GradCore
import GradResults

/// One line of a comparison for people: a difference, with the others that say the same of its cell.
public struct ChangeLine: Sendable {
  /// The worst of its targets.
  public let difference: Difference
  /// Further targets of the cell at which the metric changed alike.
  public fileprivate(set) var otherTargets = 0
  /// As tables name the cell: `quadratic n=20 κ=100 rotated`, `adam beta1=0.95`.
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
  public func lines() -> [ChangeLine] {
    let labels = Labels(differences.map(\.cell))
    var told: Set<CellChange> = []
    for difference in differences where difference.metric == .costToTarget {
      told.insert(CellChange(difference, metric: .costToTarget, target: difference.target))
    }
    var lines: [ChangeLine] = []
    var lineOfCell: [CellChange: Int] = [:]
    for difference in differences {
      if Self.echoes.contains(difference.metric),
        told.contains(
          CellChange(difference, metric: .costToTarget, target: difference.target))
      {
        continue
      }
      let key = CellChange(difference, metric: difference.metric, target: nil)
      if difference.target != nil, let line = lineOfCell[key] {
        lines[line].otherTargets += 1
        continue
      }
      lineOfCell[key] = lines.count
      lines.append(
        ChangeLine(
          difference: difference, problem: labels.problem(difference.cell),
          optimizer: labels.optimizer(difference.cell)))
    }
    return lines
  }

  private static let echoes: Set<Metric> = [
    .iterationsToTarget, .dataPassesToTarget, .expectedCost,
  ]
}

/// A change of one metric in one cell.
private struct CellChange: Hashable {
  let family: CellFamily
  let learningRate: Double?
  let change: Change
  let metric: Metric
  let target: String?

  init(_ difference: Difference, metric: Metric, target: String?) {
    family = CellFamily(difference.cell)
    learningRate = difference.cell.learningRate
    change = difference.change
    self.metric = metric
    self.target = target
  }
}

/// Short names of cells, long enough to tell those of one table apart.
private struct Labels {
  private let showsInstance: Bool
  private var entrantLabels: [[String]: String] = [:]

  init(_ cells: [CellDescription]) {
    showsInstance = Set(cells.map(\.instance)).count > 1
    var entrants: [Entrant] = []
    for cell in cells where entrantLabels[Self.key(cell)] == nil {
      entrantLabels[Self.key(cell)] = ""
      entrants.append(
        Entrant(
          optimizer: cell.optimizer, hyperparameters: cell.hyperparameters,
          schedule: cell.schedule))
    }
    Entrant.name(&entrants)
    for entrant in entrants {
      entrantLabels[[entrant.optimizer, entrant.hyperparameters, entrant.schedule]] =
        entrant.label
    }
  }

  private static func key(_ cell: CellDescription) -> [String] {
    [cell.optimizer, cell.hyperparameters, cell.schedule]
  }

  func problem(_ cell: CellDescription) -> String {
    StudyTask.label(of: cell, showsInstance: showsInstance)
  }
  func optimizer(_ cell: CellDescription) -> String {
    entrantLabels[Self.key(cell)] ?? cell.optimizer
  }
}
