import Foundation
import GradCore
import GradResults
import GradText

/// Whether settings differ by more than chance: their success rates, and each pair of them.
struct SettingPairsTable: ReportSection {
  private let study: Study
  private let standings: [Standing]
  private let comparisons: [SettingPair]

  init?(_ report: Report) {
    guard report.target != nil, !report.standings.isEmpty else { return nil }
    study = report.study
    standings = report.standings
    comparisons = report.settingPairs
  }

  let summary: Phrase = "Is the difference real?"

  /// Settings shown, from the top of the ranking: 66 pairs.
  private static let limit = 12

  var blocks: [Block] {
    let shown = Array(standings.prefix(Self.limit))
    var blocks = [successes(shown)]
    guard shown.count > 1 else {
      return blocks + [.paragraph("One optimizer setting: nothing to compare.")]
    }
    let pairs = shownPairs(shown)
    guard pairs.contains(where: { $0.pairs > 0 }) else {
      return blocks + [.paragraph("No two optimizer settings ran the same problem.")]
    }
    blocks.append(.table(TableBlock(table(pairs), legend: explanation(pairs))))
    if standings.count > shown.count {
      let counts = "\(shown.count) of \(countText(standings.count))"
      let compared: Phrase =
        standings.count > Study.mostCompared
        ? "the first \(literal: countText(Study.mostCompared))" : "all"
      blocks.append(
        .paragraph(
          """
          Here are the first \(literal: counts) entrants; \(code: "comparisons.csv") has \(compared).
          """))
    }
    return blocks
  }

  private func shownPairs(_ shown: [Standing]) -> [SettingPair] {
    let settings = Set(shown.map(\.setting))
    return comparisons.filter { settings.contains($0.a) && settings.contains($0.b) }
  }

  private func name(_ setting: Int) -> TableCell { .code(study.label(setting)) }

  private func successes(_ shown: [Standing]) -> Block {
    var table = TextTable.report([
      TableColumn("optimizer", .left), TableColumn("solved (tuned)", .right),
      TableColumn("share", .right),
      TableColumn("90 % interval", .right),
    ])
    for standing in shown where standing.isCounted || standing.otherTasks == 0 {
      let rate = SuccessRate(hits: standing.tuned.hits, trials: standing.tuned.trials)
      table.append([
        name(standing.setting), .literal(standing.tuned.text),
        .literal(rate.share.map { percentText($0, digits: 3) } ?? "–"),
        .literal(
          rate.interval().map { "\(Self.percent($0.lower))–\(Self.percent($0.upper)) %" } ?? "–"),
      ])
    }
    return .table(
      TableBlock(
        table, legend: "Success, as if all trials were alike and independent (Wilson):"))
  }

  private static func percent(_ share: Double) -> String { roundedText(100 * share, digits: 3) }

  private func explanation(_ pairs: [SettingPair]) -> Phrase {
    let tests = comparisons.count { $0.test != nil }
    let most = pairs.map { $0.test?.count ?? 0 }.max() ?? 0
    var text: Phrase = """
      Pairs are the ranking's problems × seeds that both ran, each at the rate chosen for the \
      problem. \(emphasis: "a first"): it alone hit, or at the lower cost. \
      \(emphasis: "cost a ÷ b"): geometric mean over the pairs that both hit, with the interval over \
      problems and seeds drawn again. \(emphasis: "p"): Wilcoxon's signed ranks of the logarithms of \
      the costs, a miss ranking last, corrected by Holm for \(literal: countText(tests, "pair")) of \
      settings; it takes seeds of one problem as independent, so believe the interval where they \
      disagree. \(strong: "Bold"): p < 0.05.
      """
    // Holm multiplies the smallest p by the number of tests.
    let smallest = min(1, exp2(1 - Double(most)) * Double(tests))
    if most == 0 {
      text += " Here no pair differs."
    } else if smallest >= 0.05 {
      text += """
         With at most \(literal: countText(most, "differing pair")) no p can be below \
        \(literal: roundedText(smallest, digits: 2)) here, whatever the costs.
        """
    }
    return text
  }

  private func table(_ pairs: [SettingPair]) -> TextTable {
    var table = TextTable.report([
      TableColumn("a", .left), TableColumn("b", .left), TableColumn("pairs", .right),
      TableColumn("a first", .right), TableColumn("b first", .right),
      TableColumn("equal", .right), TableColumn("cost a ÷ b [90 %]", .right),
      TableColumn("p", .right),
    ])
    for pair in pairs where pair.pairs > 0 {
      let interval = NumberText.ratios(pair.ratioInterval)
      table.append([
        name(pair.a), name(pair.b), .integer(pair.pairs), .integer(pair.winsA),
        .integer(pair.winsB), .integer(pair.ties),
        .literal(
          pair.ratio.map { NumberText.ratio($0) + (interval.isEmpty ? "" : " " + interval) }
            ?? "none hit by both"),
        Self.p(pair),
      ])
    }
    return table
  }

  private static func p(_ pair: SettingPair) -> TableCell {
    guard let test = pair.test, let p = pair.correctedP else { return .literal("–") }
    guard test.count > 0 else { return .literal("no difference") }
    let text = p < 0.001 ? "< 0.001" : roundedText(p, digits: 2)
    return .spans([p < 0.05 ? .strong(text) : .literal(text)])
  }
}
