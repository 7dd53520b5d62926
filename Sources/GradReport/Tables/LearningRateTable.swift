import Foundation
import GradCore
import GradResults
import GradText

/// Which learning rates work: a row for each problem and setting.
struct LearningRateTable: ReportSection {
  private let study: Study
  private let target: Int

  init?(_ report: Report) {
    guard let target = report.target, !report.standings.isEmpty else { return nil }
    study = report.study
    self.target = target
  }

  var summary: Phrase { "Learning rates at target \(text: study.run.targets[target].text)" }

  /// The families that have rates to choose from, problem by problem.
  private var families: [(task: Int, setting: Int, family: RateFamily)] {
    study.tasks(at: target).flatMap { task in
      study.settings.indices.compactMap { setting -> (Int, Int, RateFamily)? in
        guard let family = study.family(task: task, setting: setting),
          family.cells.contains(where: { study.run.cells[$0].learningRate != nil })
        else { return nil }
        return (task, setting, family)
      }
    }
  }

  var blocks: [Block] {
    var table = TextTable.report([
      TableColumn("problem", .left), TableColumn("optimizer", .left),
      TableColumn("rates, small to large", .left),
      TableColumn("best (cost)", .right), TableColumn("efficient (decades)", .right),
      TableColumn("works", .right),
      TableColumn("diverges from (theory)", .right), TableColumn("headroom", .right),
      TableColumn("default (cost)", .right),
    ])
    var lastTask = -1
    for (task, setting, family) in families {
      let name = task == lastTask ? TableCell.empty : .text(study.tasks[task].label)
      lastTask = task
      table.append([name, .code(study.label(setting))] + columns(of: family))
    }
    return table.isEmpty ? [] : [.table(TableBlock(table, legend: RateStrip.legend))]
  }

  /// The columns from the strip on.
  private func columns(of family: RateFamily) -> [TableCell] {
    let cells = family.cells.filter { !study.summary.cells[$0].trials.isEmpty }
    let rates = cells.map { study.run.cells[$0].learningRate ?? .nan }
    let rows = cells.map { study.summary.row(cell: $0, target: target) }
    let unit = RateUnit(study.run.cells[family.cells[0]])
    let strip = RateStrip(study: study, family: family, target: target).text
    let span =
      rates.count > 1
      ? " " + unit.range(rates.first, rates.last, separator: " … ") : " " + unit.text(rates.first)
    var result: [TableCell] = [.spans([.code(strip), .literal(span)])]

    let best = rows.firstIndex { $0.isBest }
    if let best {
      let isEdge = Self.isGridEdge(best, rows: rows)
      let cost =
        rows[best].hits > 0 ? " (\(NumberText.cost(rows[best].expectedCost)))" : " (no hit)"
      result.append(.literal(unit.text(rates[best]) + (isEdge ? "!" : "") + cost))
    } else {
      result.append(.literal("–"))
    }

    let efficient = rows.indices.filter { rows[$0].verdict == .efficient }
    result.append(.literal(Self.range(efficient, of: rates, unit, showsDecades: true)))
    let works = rows.indices.filter { position in
      let trials = study.summary.cells[cells[position]].trials.count
      return rows[position].hits > 0 && 2 * rows[position].hits >= trials
    }
    result.append(.literal(Self.range(works, of: rates, unit, showsDecades: false)))

    let edge = study.run.cells[cells.first ?? family.cells[0]].edge
    let theory = edge.map { edge in
      let value = unit.isRelative ? unit.text(edge.rate) : NumberText.rate(edge.rate)
      let text = value == edge.text ? value : "\(edge.text) = \(value)"
      return " (\(text)\(edge.isLocal ? " at the minimizer" : ""))"
    }
    // Where no rate hits, the best one may itself diverge.
    let answer = best.flatMap { rows[$0].hits > 0 ? $0 : nil }
    let diverging = rows.indices.first { position in
      rows[position].verdict == .diverging && position > answer ?? -1
    }
    if let diverging {
      result.append(.literal(unit.text(rates[diverging]) + (theory ?? "")))
    } else {
      result.append(.literal("not up to \(unit.text(rates.last))" + (theory ?? "")))
    }
    if let best, let limit = diverging ?? rates.indices.last, rows[best].hits > 0, limit > best {
      let ratio = NumberText.ratio(rates[limit] / rates[best])
      result.append(.literal(diverging == nil ? "over \(ratio)×" : "\(ratio)×"))
    } else {
      result.append(.literal("–"))
    }

    if let position = cells.firstIndex(where: { study.run.cells[$0].isDefaultRate }) {
      let word = Self.word(rows[position])
      let cost = rows[position].hits > 0 ? " (\(NumberText.cost(rows[position].expectedCost)))" : ""
      result.append(.literal(word + cost))
    } else {
      result.append(.literal("not run"))
    }
    return result
  }

  /// The best rate has no rate beyond it on one side that could have been better: the first or last
  /// of several.
  static func isGridEdge(_ best: Int, rows: [TargetSummary]) -> Bool {
    rows.count > 1 && rows[best].hits > 0 && (best == 0 || best == rows.count - 1)
  }

  private static func range(
    _ positions: [Int], of rates: [Double], _ unit: RateUnit, showsDecades: Bool
  ) -> String {
    guard let first = positions.first, let last = positions.last else { return "none" }
    let (low, high) = (rates[first], rates[last])
    let text = first == last ? unit.text(low) : unit.range(low, high, separator: " – ")
    guard showsDecades, low > 0 else { return text }
    return text + " (\(roundedText(max(log10(high / low), 0), digits: 2)))"
  }

  private static func word(_ row: TargetSummary) -> String {
    if row.isBest, row.hits > 0 { return "best" }
    return switch row.verdict {
    case .tooSmall: row.hits > 0 ? "slow" : "too small"
    case .efficient: "efficient"
    case .tooLarge: "too large"
    case .diverging: "diverging"
    case nil: "no hit"
    }
  }
}
