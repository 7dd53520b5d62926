import GradCommandLine
import GradCore
import GradReport
import GradResults
import GradText

/// Timings as `time` prints them.
struct TimingView {
  let timings: Timings

  func text(format: OutputFormat, width: Int?) -> String {
    switch format {
    case .json, .csv: return exact.text(format: format)
    case .table, .markdown:
      let whole = wholeCells
      let tail =
        whole.rows.isEmpty
        ? "" : "\nWhole trials against iterations × seconds:\n" + whole.text(format: format)
      return shown.text(format: format, width: width) + tail + note
    }
  }

  /// How far the figures can be trusted.
  private var note: String {
    let share = timings.quietShare
    guard !timings.cells.isEmpty, share < 0.5 else { return "" }
    return "\nOnly \(percentText(share)) of the samples were undisturbed: other programs or a "
      + "virtual machine's host share this processor.\n"
  }

  private static let identity = [
    "problem", "instance", "dimension", "optimizer", "hyperparameters", "schedule", "batch_size",
    "backend",
  ]

  static func identity(of cell: CellIdentity) -> [TableCell] {
    let batchSize = cell.batchSize.description
    return [
      .text(cell.problem), .integer(cell.instance), .integer(cell.dimension),
      .text(cell.optimizer), .text(cell.hyperparameters), .text(cell.schedule),
      batchSize.isEmpty ? .empty : .text(batchSize), .text(cell.backend),
    ]
  }

  /// The cells in the order in which a profiler meets them.
  static func table(of cells: [Cell]) -> TextTable {
    var table = TextTable(identity.map { TableColumn($0) })
    for cell in cells { table.append(identity(of: CellIdentity(cell))) }
    return table
  }

  /// For programs: seconds, with all digits.
  private var exact: TextTable {
    let measured = [
      "iteration_seconds", "iteration_mad", "iteration_low", "iteration_high", "wall_seconds",
      "reference_seconds", "objective_seconds", "gradient_seconds", "update_seconds",
      "instructions",
    ]
    var table = TextTable((Self.identity + measured).map { TableColumn($0) })
    for timing in timings.cells {
      let numbers = [
        timing.iterationSeconds, timing.deviation, timing.low, timing.high, timing.wallSeconds,
        timing.referenceSeconds, timing.objectiveSeconds, timing.gradientSeconds,
        timing.updateSeconds,
      ]
      table.append(
        Self.identity(of: timing.identity) + numbers.map { .number($0) }
          + [TableCell(timing.instructions)])
    }
    return table
  }

  /// For people.
  private var shown: TextTable {
    let cells = timings.cells.map(\.identity)
    let hasBatches = cells.contains { $0.batchSize != .deterministic }
    let hasInstances = Set(cells.map(\.instance)).count > 1
    let hasSchedules = Set(cells.map(\.schedule)).count > 1
    let settings = Dictionary(grouping: cells, by: \.optimizer).mapValues {
      Set($0.map(\.hyperparameters)).count
    }
    let hasSettings = settings.values.contains { $0 > 1 }
    var columns = [TableColumn("problem"), TableColumn("n", alignment: .right)]
    if hasInstances { columns.append(TableColumn("instance", alignment: .right)) }
    columns.append(TableColumn("optimizer"))
    if hasSettings { columns.append(TableColumn("hyperparameters")) }
    if hasSchedules { columns.append(TableColumn("schedule")) }
    columns.append(TableColumn("backend"))
    if hasBatches { columns.append(TableColumn("batch_size", title: "batch", alignment: .right)) }
    columns += [
      TableColumn("iteration", alignment: .right), TableColumn("spread", alignment: .right),
      TableColumn("gradient", alignment: .right),
    ]
    if timings.countsInstructions {
      columns.append(TableColumn("instructions", alignment: .right, digits: 6))
    }
    var table = TextTable(columns)
    for timing in timings.cells {
      let cell = timing.identity
      var row: [TableCell] = [.text(cell.problem), .integer(cell.dimension)]
      if hasInstances { row.append(.integer(cell.instance)) }
      row.append(.text(cell.optimizer))
      if hasSettings { row.append(.text(cell.hyperparameters)) }
      if hasSchedules { row.append(.text(cell.schedule)) }
      row.append(.text(cell.backend))
      if hasBatches { row.append(.text(cell.batchSize.description)) }
      row += [
        .text(secondsText(timing.iterationSeconds)),
        .text("± " + percentText(timing.deviation / timing.iterationSeconds)),
        .text(percentText(timing.gradientSeconds / timing.iterationSeconds)),
      ]
      if timings.countsInstructions { row.append(TableCell(timing.instructions)) }
      table.append(row)
    }
    return table
  }

  private var wholeCells: TextTable {
    var table = TextTable([
      TableColumn("problem"), TableColumn("n", alignment: .right), TableColumn("optimizer"),
      TableColumn("backend"), TableColumn("iterations", alignment: .right),
      TableColumn("measured", alignment: .right),
      TableColumn("ratio", title: "measured / predicted", alignment: .right, digits: 3),
    ])
    for whole in timings.wholeCells {
      guard let ratio = timings.ratio(of: whole) else { continue }
      let cell = timings.cells[whole.cell].identity
      table.append([
        .text(cell.problem), .integer(cell.dimension), .text(cell.optimizer),
        .text(cell.backend), .integer(whole.iterations), .text(secondsText(whole.seconds)),
        .number(ratio),
      ])
    }
    return table
  }
}
