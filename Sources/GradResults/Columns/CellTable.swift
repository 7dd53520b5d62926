import GradCore
import GradText

/// One row of `cells.csv`.
struct CellRow {
  var identity = CellIdentity()
  var seeds = SeedList()
  var isDefaultRate = false
  var relativeRate: Double?
  var edge: Double?
  var edgeFormula = ""
  var edgeIsLocal: Bool?
  var iterationLimit: Int?
  var sampling = ""
  var floor: Double?
  var confirmingSeeds = SeedList()
  var setting = ""
}

extension CellRow {
  init(_ cell: Cell, seeds: SeedList) {
    identity = CellIdentity(cell)
    self.seeds = seeds
    isDefaultRate = cell.isDefaultRate
    relativeRate = cell.relativeRate
    edge = cell.edge?.rate
    edgeFormula = cell.edge?.formula ?? ""
    edgeIsLocal = cell.edge?.isLocal
    iterationLimit = cell.iterationLimit
    sampling = cell.batch?.sampling.rawValue ?? ""
    floor = cell.floor
    setting = cell.setting.name ?? ""
  }

  /// No data set has more; products of what a file claims must not overflow.
  private static let mostExamples = 1_000_000_000_000

  /// The cell of the row, on a problem that run.json describes.
  func cell(of problem: RunProblem) -> Cell {
    var cell = identity.cell(of: problem)
    if !setting.isEmpty {
      cell.setting = Setting(
        optimizer: cell.setting.optimizer, values: cell.setting.values,
        schedule: cell.setting.schedule, name: setting)
    }
    cell.isDefaultRate = isDefaultRate
    cell.relativeRate = relativeRate
    if let edge, let edgeIsLocal {
      cell.edge = StabilityEdge(rate: edge, formula: edgeFormula, isLocal: edgeIsLocal)
    }
    cell.iterationLimit = iterationLimit
    cell.floor = floor
    if let sampling = BatchPlan.Sampling(rawValue: sampling),
      let count = problem.facts.sampleCount, 1...Self.mostExamples ~= count
    {
      let size: Int? =
        switch identity.batchSize {
        case .deterministic: nil
        case .full: count
        case .examples(let size): size
        }
      cell.batch = size.map { BatchPlan(sampleCount: count, batchSize: $0, sampling: sampling) }
    }
    return cell
  }
}

extension Table where Row == CellRow {
  /// `cells.csv`: one row a cell of the plan, whether or not its trials finished.
  static let cells = Table(
    file: "cells.csv", rows: "One row a cell of the plan, in its order",
    columns: CellIdentity.columns.map { $0.of(\.identity) { $0.identity = $1 } } + [
      .word(
        "seeds", "The planned seeds, `1-5;8`; empty where no seed can matter",
        expected: "seeds such as 1-5;8", \.seeds.text, parse: SeedList.init(text:)
      ) { $0.seeds = $1 },
      .flag("default_rate", "Whether the rate is the optimizer's default", \.isDefaultRate) {
        $0.isDefaultRate = $1
      },
      .optional(
        "relative_rate", "The rate in units of 1/L, where the suite gives it so",
        \.relativeRate
      ) { $0.relativeRate = $1 },
      .optional(
        "edge",
        "Learning rate up to which theory lets the method converge; of batches smaller than the data the "
          + "mean-square edge", \.edge
      ) {
        $0.edge = $1
      },
      .text("edge_formula", "The edge's formula", \.edgeFormula) { $0.edgeFormula = $1 },
      Column(
        "edge_local", .flag, "Whether the edge is of the curvature at the minimizer alone",
        write: { $1.optionalFlag($0.edgeIsLocal) },
        read: { reader, at, row throws(CSVError) in row.edgeIsLocal = try reader.flag(at) }),
      .integer("iteration_limit", "Iterations that the budget leaves a trial", \.iterationLimit) {
        $0.iterationLimit = $1
      },
      .text("sampling", "How batches are drawn; empty where there are none", \.sampling) {
        $0.sampling = $1
      },
      .optional(
        "floor", "Mean gap at which noise stops the rate, by theory; empty where it says nothing",
        \.floor
      ) { $0.floor = $1 }.since(format: 3),
      .word(
        "confirming_seeds", "The fresh seeds of its confirming trials; empty where it has none",
        expected: "seeds such as 1000001-1000064", \.confirmingSeeds.text,
        parse: SeedList.init(text:)
      ) { $0.confirmingSeeds = $1 }.since(format: 4),
      .text("setting", "What the suite names the optimizer's entry; else empty", \.setting) {
        $0.setting = $1
      }.since(format: 4),
    ])
}
