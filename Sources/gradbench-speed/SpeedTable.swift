import GradCommandLine
import GradText

/// What was measured, beside what was asked.
struct SpeedTable {
  private var table = TextTable([
    TableColumn("item"),
    TableColumn("ours", title: "ours", alignment: .right, digits: 3),
    TableColumn("reference", title: "reference", alignment: .right, digits: 3),
    TableColumn("ratio", alignment: .right, digits: 3),
    TableColumn("asked", alignment: .right, digits: 3),
    TableColumn("mark", title: ""),
  ])
  /// Kernels that gave other numbers than their reference.
  private(set) var disagreements: [String] = []

  /// Adds a row; `asked` is the largest ratio wanted, nil for a row that only informs.
  mutating func add(_ item: String, _ comparison: SpeedRatio, asked: Double? = nil) {
    table.append([
      .text(item), .number(comparison.ours), .number(comparison.reference),
      .number(comparison.ratio), TableCell(asked), Self.mark(comparison.ratio, asked),
    ])
    report(item)
  }

  /// Adds a row that has a bound of its own instead of a reference.
  mutating func add(
    _ item: String, measured: Double, unit: String, atMost: Double? = nil, atLeast: Double? = nil
  ) {
    // Written so that NaN falls short.
    let isShort = !(measured <= atMost ?? .infinity && measured >= atLeast ?? -.infinity)
    let bounds = [atLeast.map { "at least \($0)" }, atMost.map { "at most \($0)" }]
      .compactMap(\.self)
    let bound = bounds.isEmpty ? nil : bounds.joined(separator: ", ")
    table.append([
      .text("\(item), \(unit)"), .number(measured), .empty, .empty,
      TableCell(bound), isShort ? .text("falls short") : .empty,
    ])
    report(item)
  }

  /// Notes whether two kernels gave the same numbers; they must to the last bit.
  mutating func check(_ item: String, _ ours: [Double], _ reference: [Double]) {
    let isSame =
      ours.count == reference.count
      && zip(ours, reference).allSatisfy { $0.bitPattern == $1.bitPattern }
    guard !isSame else { return }
    let first = zip(ours, reference).enumerated().first { $1.0.bitPattern != $1.1.bitPattern }
    let what = first.map { ": number \($0.offset) is \($0.element.0), not \($0.element.1)" } ?? ""
    disagreements.append(item + what)
  }

  /// Notes whether two kernels gave the same numbers but for rounding: they add in another order.
  mutating func checkNear(_ item: String, _ ours: [Double], _ reference: [Double]) {
    let largest = reference.reduce(0) { Double.maximum($0, $1.magnitude) }
    let isNear =
      ours.count == reference.count
      && zip(ours, reference).allSatisfy { ($0 - $1).magnitude <= 1e-13 * largest }
    if !isNear { check(item, ours, reference) }
  }

  var text: String { table.text(format: .table) }

  private static func mark(_ measured: Double, _ asked: Double?) -> TableCell {
    guard let asked else { return .empty }
    return measured <= asked ? .empty : .text("falls short")
  }

  private func report(_ item: String) { Terminal.standardError.write("measured \(item)\n") }
}
