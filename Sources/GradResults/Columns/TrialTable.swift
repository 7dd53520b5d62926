import GradCore
import GradText

/// One row of `trials.csv`.
struct TrialRow {
  var id: UInt64 = 0
  var suite = ""
  var cell = CellIdentity()
  var seed: Int?
  var record = TrialRecord(outcome: .cancelled)
  var minimum: Double?
  /// The known point that the trial came to.
  var reached = ""
  var reason = ""
  var role = TrialRole.sweep
  /// What the suite names the setting; `cells.csv` tells it too.
  var setting = ""
}

extension Table where Row == TrialRow {
  /// `trials.csv`: one row a finished trial, the sweep's in plan order, then the confirming ones.
  static let trials = Table(
    file: "trials.csv",
    rows: "One row a finished trial: the sweep's in plan order, then the confirming ones by cell "
      + "and seed",
    columns: [
      .hexadecimal("trial", "First 16 digits of the SHA-256 of all that decides it", \.id) {
        $0.id = $1
      },
      .text("suite", "Name of the suite", \.suite) { $0.suite = $1 },
    ]
      + CellIdentity.columns.map { $0.of(\.cell) { $0.cell = $1 } }
      + [
        Column(
          "seed", .integer, "Empty where no seed can matter", write: { $1.integer($0.seed) },
          read: { reader, at, row throws(CSVError) in
            row.seed = try reader.integer(at)
            guard row.seed.map({ Int32(exactly: $0) != nil }) ?? true else {
              throw reader.mistake(at, "a seed")
            }
          }),
        .word(
          "outcome", "Why the trial ended", expected: "an outcome", \.record.outcome.rawValue,
          parse: Outcome.init(rawValue:)
        ) { $0.record.outcome = $1 },
        .word(
          "findings", "What was noticed on the way, with ';' between them",
          expected: "findings with ';' between them", \.record.findings.text,
          parse: FindingSet.init(text:)
        ) { $0.record.findings = $1 },
        .count("iterations", "Updates of the optimizer", \.record.iterations) {
          $0.record.iterations = $1
        },
        .count(
          "cost",
          "Objective and gradient evaluations that the method asked for; a difference pays for its "
            + "stencil", \.record.cost
        ) { $0.record.cost = $1 },
        .count(
          "objective_evaluations", "Points at which a value was asked for",
          \.record
            .objectiveEvaluations
        ) { $0.record.objectiveEvaluations = $1 },
        .count(
          "gradient_evaluations", "Points at which a gradient was asked for",
          \.record
            .gradientEvaluations
        ) { $0.record.gradientEvaluations = $1 },
        .count(
          "hessian_evaluations", "Points at which a Hessian was asked for",
          \.record
            .hessianEvaluations
        ) { $0.record.hessianEvaluations = $1 },
        Column(
          "data_passes", .number, "Passes over the data; empty where there are none",
          write: { $1.number($0.record.dataPasses) },
          read: { reader, at, row throws(CSVError) in
            row.record.dataPasses = try reader.dataPasses(at) ?? .nan
          }),
        .count(
          "monitor_evaluations", "What the harness asked for, in no cost",
          \.record
            .monitorEvaluations
        ) { $0.record.monitorEvaluations = $1 },
        .number("initial_objective", "f at the start", \.record.initialObjective) {
          $0.record.initialObjective = $1
        },
        .number("final_objective", "f at the end", \.record.finalObjective) {
          $0.record.finalObjective = $1
        },
        .number("best_objective", "Smallest f of any look", \.record.bestObjective) {
          $0.record.bestObjective = $1
        },
        .optional("minimum", "The known infimum of f", \.minimum) { $0.minimum = $1 },
        .number(
          "gap", "Final f − minimum; of noisy trials the median of the last tenth of looks",
          \.record.gap
        ) { $0.record.gap = $1 },
        .derived("best_gap", "Best f − minimum") { row in
          row.minimum.map { row.record.bestObjective - $0 }
        },
        .number(
          "initial_gradient_norm", "‖g‖ at the start, by the exact gradient, unclipped",
          \.record.initialGradientNorm
        ) { $0.record.initialGradientNorm = $1 },
        .number("final_gradient_norm", "‖g‖ at the end", \.record.finalGradientNorm) {
          $0.record.finalGradientNorm = $1
        },
        .number(
          "smallest_gradient_norm", "Smallest ‖g‖ of any look",
          \.record
            .smallestGradientNorm
        ) { $0.record.smallestGradientNorm = $1 },
        .number(
          "largest_gradient_norm", "Largest ‖g‖ of any look",
          \.record
            .largestGradientNorm
        ) { $0.record.largestGradientNorm = $1 },
        .word(
          "point_kind", "What the Hessian says of the final point",
          expected: "a kind of point, or empty", { $0.record.pointKind?.rawValue ?? "" },
          parse: { text -> PointKind?? in
            if text.isEmpty { return .some(nil) }
            return PointKind(rawValue: text).map { .some($0) }
          }
        ) { $0.record.pointKind = $1 },
        .text("reached", "The known point that the trial came to", \.reached) { $0.reached = $1 },
        .text("reason", "The evidence of the outcome in one sentence", \.reason) { $0.reason = $1 },
        .number(
          "floor",
          "Mean f − minimum over the last third of the looks of a noisy trial: where noise stops it",
          \.record.floor
        ) { $0.record.floor = $1 }.since(format: 3),
        .count(
          "hessian_product_evaluations", "Products of a Hessian and a vector that were asked for",
          \.record.hessianProductEvaluations
        ) { $0.record.hessianProductEvaluations = $1 }.since(format: 4),
        .word(
          "role", "sweep, or confirm: a fresh seed of a cell that the sweep chose",
          expected: "sweep or confirm", \.role.rawValue, parse: TrialRole.init(rawValue:)
        ) { $0.role = $1 }.since(format: 4),
        .text("setting", "What the suite names the optimizer's entry; else empty", \.setting) {
          $0.setting = $1
        }.since(format: 4),
      ])
}
