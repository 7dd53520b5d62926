import GradCore
import GradText

/// One row of `targets.csv`.
struct TargetRow {
  var trial: UInt64 = 0
  var target = ""
  /// nil where the target has no meaning on the problem, as a fraction of an unknown gap.
  var isHit: Bool?
  var iterations: Int?
  var cost: Int?
  var dataPasses: Double?
  var isHeld: Bool?
  var heldIterations: Int?
  var heldCost: Int?
  var heldPasses: Double?
}

extension Table where Row == TargetRow {
  /// `targets.csv`: one row a finished trial and target.
  static let targets = Table(
    file: "targets.csv", rows: "One row a finished trial and target, in the order of trials.csv",
    columns: [
      .hexadecimal("trial", "As in trials.csv", \.trial) { $0.trial = $1 },
      .text("target", "A fraction of the initial gap, or gap=, objective=, gradientNorm=", \.target)
      { $0.target = $1 },
      Column(
        "hit", .flag,
        "Whether some look was within the target; empty where it has no meaning; of a noisy trial it "
          + "may be a passage and decides nothing",
        write: { $1.optionalFlag($0.isHit) },
        read: { reader, at, row throws(CSVError) in row.isHit = try reader.flag(at) }),
      .integer("iterations", "Iteration of the first look within the target", \.iterations) {
        $0.iterations = $1
      },
      .integer("cost", "Cost up to then", \.cost) { $0.cost = $1 },
      Column(
        "data_passes", .number, "Passes over the data up to then",
        write: { $1.number($0.dataPasses) },
        read: { reader, at, row throws(CSVError) in row.dataPasses = try reader.dataPasses(at) }),
      Column(
        "held", .flag,
        "Whether every later look was within the target too; of a noisy trial whether 95 % of them "
          + "and the final gap were, without which it is a miss",
        write: { $1.optionalFlag($0.isHeld) },
        read: { reader, at, row throws(CSVError) in row.isHeld = try reader.flag(at) }),
      .integer(
        "held_iterations",
        "Iteration that the target counts from: the first hit's; of a noisy trial the look's from "
          + "which on it is held", \.heldIterations
      ) { $0.heldIterations = $1 }.since(format: 3),
      .integer("held_cost", "Cost up to then: the cost to the target", \.heldCost) {
        $0.heldCost = $1
      }.since(format: 3),
      Column(
        "held_data_passes", .number, "Passes over the data up to then",
        write: { $1.number($0.heldPasses) },
        read: { reader, at, row throws(CSVError) in row.heldPasses = try reader.dataPasses(at) }
      ).since(format: 3),
    ])
}

extension CSVReader {
  /// Passes over the data, which need not be whole; nil where the field is empty.
  func dataPasses(_ column: Int) throws(CSVError) -> Double? {
    guard let passes = try number(column) else { return nil }
    guard passes >= 0, passes.isFinite else { throw mistake(column, "a finite number from 0") }
    return passes
  }
}
