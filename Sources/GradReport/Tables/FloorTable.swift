import GradResults
import GradText

/// Where noise stops each constant learning rate: one table a problem and batch size, a row a rate.
struct FloorTable: ReportSection {
  private let study: Study
  private let floors: NoiseFloors

  /// Those of which noise stops some rate.
  private let series: [NoiseFloors.Series]

  init(_ report: Report) {
    study = report.study
    floors = NoiseFloors(report.study)
    series = floors.series.filter { $0.levels.contains(where: \.isFloor) }
  }

  let summary: Phrase = "Where each rate stops"

  private static let legend: Phrase = """
    Constant rates in batches smaller than the data: the mean gap over the last third of the passes, \
    over all seeds, and in brackets what theory says. \(code: "…"): in most trials the gap still falls, \
    or is within the smallest target, so that noise does not stop them.
    """

  /// Settings a table.
  private static let settingsPerTable = 6

  var blocks: [Block] {
    var blocks: [Block] = []
    var start = 0
    while start < series.count {
      let task = series[start].task
      var end = start
      while end < series.count, series[end].task == task,
        end - start < Self.settingsPerTable
      {
        end += 1
      }
      blocks.append(
        .table(
          TableBlock(
            table(of: series[start..<end]),
            title: "\(strongText: study.tasks[task].label)")))
      start = end
    }
    guard !blocks.isEmpty else { return [] }
    let sentences = floors.sentences
    return [.paragraph(Self.legend)] + blocks + (sentences.isEmpty ? [] : [.list(sentences)])
  }

  private func table(of series: ArraySlice<NoiseFloors.Series>) -> TextTable {
    var table = TextTable.report(
      [TableColumn("rate", .right)]
        + series.enumerated().map { position, one in
          TableColumn(.code(study.label(one.setting)), .right, number: position)
        })
    for rate in Set(series.flatMap { $0.levels.map(\.learningRate) }).sorted() {
      table.append(
        [.literal(NumberText.rate(rate))]
          + series.map { one in
            one.levels.first { $0.learningRate == rate }.map(Self.cell) ?? .empty
          })
    }
    return table
  }

  private static func cell(_ level: NoiseFloors.Level) -> TableCell {
    guard level.gap.isFinite else { return .literal("diverges") }
    let gap = NumberText.rate(level.gap) + (level.isFloor ? "" : "…")
    return .literal(gap + (level.theory.map { " (\(NumberText.rate($0)))" } ?? ""))
  }
}
