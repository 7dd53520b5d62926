import Foundation
import GradCore
import GradResults
import GradText

/// Where noise stops each constant learning rate, beside theory where it is known.
struct NoiseFloors {
  /// What the trials of one cell came to.
  struct Level: Sendable {
    let cell: Int
    let learningRate: Double
    /// The mean over the trials of their mean gap over the last third of the looks; infinite where a
    /// trial diverged.
    let gap: Double
    let trials: Int
    /// Trials whose gap no longer falls: of finding `noiseFloor`.
    let stopped: Int
    let theory: Double?

    /// Whether noise holds the rate: in at least half of the trials the gap no longer falls.
    var isFloor: Bool { gap.isFinite && stopped > 0 && 2 * stopped >= trials }
  }

  /// One setting on one problem at one batch size, its rates ascending.
  struct Series: Sendable {
    let task: Int
    let setting: Int
    let levels: [Level]
  }

  private let study: Study
  let series: [Series]

  init(_ study: Study) {
    self.study = study
    let noisy = study.tasks.indices.filter { task in
      let cell = study.run.cells[study.tasks[task].cell]
      return cell.isNoisy && cell.problem.facts.minimum != nil
    }
    series = noisy.flatMap { task in
      study.settings.indices.compactMap { setting -> Series? in
        // A rate that falls has no floor.
        guard study.settings[setting].schedule.id == "constant",
          let family = study.family(task: task, setting: setting)
        else { return nil }
        let levels = family.cells.compactMap { Self.level(of: $0, study) }
        return levels.isEmpty ? nil : Series(task: task, setting: setting, levels: levels)
      }
    }
  }

  private static func level(of index: Int, _ study: Study) -> Level? {
    let cell = study.run.cells[index]
    let records = study.summary.cells[index].trials.compactMap { study.run.records[$0] }
    // Runs of older formats did not keep the level.
    guard let rate = cell.learningRate, !records.isEmpty,
      records.allSatisfy({ !$0.floor.isNaN || $0.outcome == .diverged })
    else { return nil }
    let gaps = records.map { $0.outcome == .diverged || $0.floor.isNaN ? .infinity : $0.floor }
    return Level(
      cell: index, learningRate: rate, gap: gaps.reduce(0, +) / Double(gaps.count),
      trials: records.count, stopped: records.count { $0.findings.contains(.noiseFloor) },
      theory: cell.floor)
  }

  // MARK: Sentences

  /// One sentence a problem, batch size and setting whose rates noise stops, a clause for each range of
  /// such rates: `mean-of-quadratics n=1 B=1: gradient-descent stops at gaps from 4.12e-04 at rate 0.002
  /// to 0.173 at rate 0.512 (theory 5.01e-04 to 0.172, at most 21 % off).`
  var sentences: [Phrase] { series.compactMap(sentence(of:)) }

  /// What the first screen says: the sentence of the first setting that has theory beside it, of several
  /// problems and batch sizes the first; else the first of all. nil: noise stops nothing.
  var headline: Phrase? {
    let stopped = series.filter { $0.levels.contains(where: \.isFloor) }
    let known = stopped.first { one in
      one.levels.contains { $0.isFloor && $0.theory != nil }
    }
    guard let first = known ?? stopped.first, let sentence = sentence(of: first) else { return nil }
    return "Noise stops constant rates. \(sentence)"
  }

  private func sentence(of series: Series) -> Phrase? {
    let clauses = Self.ranges(of: series.levels).map(Self.clause)
    guard !clauses.isEmpty else { return nil }
    return """
      \(text: study.tasks[series.task].label): \(code: study.label(series.setting)) stops at \
      \(clauses.enumerated).
      """
  }

  /// The contiguous ranges of rates that noise stops.
  private static func ranges(of levels: [Level]) -> [[Level]] {
    levels.split { !$0.isFloor }.map(Array.init)
  }

  private static func clause(_ range: [Level]) -> Phrase {
    guard let first = range.first, let last = range.last else { return "" }
    func place(_ level: Level) -> String {
      "\(NumberText.rate(level.gap)) at rate \(NumberText.rate(level.learningRate))"
    }
    let theories = range.map(\.theory)
    guard range.count > 1 else {
      let theory = theories[0].map { " (theory \(NumberText.rate($0)))" } ?? ""
      return "\(literal: place(first) + theory)"
    }
    var theory = ""
    if let low = theories[0], let high = theories[theories.count - 1] {
      theory = " (theory \(NumberText.rate(low)) to \(NumberText.rate(high))"
      theory += farthest(range).map { ", at most \($0) off)" } ?? ")"
    }
    return "\(literal: "gaps from \(place(first)) to \(place(last))" + theory)"
  }

  /// By how much measured levels are off theory at most, `8.2 %` or `2.3×`; nil where some rate has
  /// none.
  private static func farthest(_ range: [Level]) -> String? {
    var worst = 1.0
    for level in range {
      guard let theory = level.theory, theory > 0, level.gap > 0 else { return nil }
      worst = max(worst, exp(abs(log(level.gap / theory))))
    }
    guard worst < 2 else { return "\(NumberText.ratio(worst))×" }
    // Up to the next tenth of a percent.
    return "\(roundedText(max((1000 * (worst - 1)).rounded(.up), 1) / 10)) %"
  }

  // MARK: JSON

  /// The array `floors` of `report.json`: one object a cell.
  var tree: JSONTree {
    .array(series.flatMap { one in one.levels.map { tree(of: $0, one) } })
  }

  private func tree(of level: Level, _ series: Series) -> JSONTree {
    let task = study.tasks[series.task]
    let setting = study.settings[series.setting]
    return .object([
      .init("problem", .text(task.problem.label)),
      .init("dimension", .integer(task.problem.dimension)),
      .init("instance", .integer(task.problem.instance)),
      .init("batchSize", .text(task.batchSize.description)),
      .init("setting", .text(study.label(series.setting))),
      .init("optimizer", .text(setting.optimizer)),
      .init("hyperparameters", .text(setting.hyperparameters)),
      .init("schedule", .text(setting.schedule.text)),
      .init("learningRate", .number(level.learningRate)),
      .init("gap", .number(level.gap)),
      .init("finalGap", .number(study.summary.cells[level.cell].gapMedian)),
      .init("theory", level.theory.map(JSONTree.number) ?? .null),
      .init("trials", .integer(level.trials)), .init("stopped", .integer(level.stopped)),
    ])
  }
}
