import GradCore
import GradResults
import GradText

/// What was compared, and by which rules: the line below the answer.
struct ReportFacts {
  private let study: Study
  private let target: Int?

  init(_ report: Report) {
    study = report.study
    target = report.target
  }

  private var run: Run { study.run }

  var facts: [Phrase] { texts.map(Phrase.init(literal:)) }

  private var texts: [String] {
    var facts = [
      countText(run.sweepCount, "trial"),
      countText(study.tasks.count, "problem")
        + (study.tasks.contains { $0.batchSize != .deterministic } ? " (batch sizes apart)" : ""),
      countText(study.settings.count, "optimizer setting"),
    ]
    let counts = Set(run.cells.indices.map { study.seedCount(cell: $0) }).subtracting([0])
    if let most = counts.max(), let least = counts.min() {
      facts.append(
        most == least
          ? countText(most, "seed") : "\(least) to \(countText(most, "seed"))")
      let half = (most + 1) / 2
      switch (least >= Study.smallestSplit, most >= Study.smallestSplit, most == least) {
      case (true, _, true):
        facts.append(
          "rates chosen on seeds 1–\(half), ranked on \(Self.span(half + 1, most))")
      case (true, _, false):
        facts.append("rates chosen on the first half of the seeds, ranked on the others")
      case (false, true, _):
        facts.append(
          "rates chosen on the first half of the seeds, ranked on the others; with fewer than "
            + "\(Study.smallestSplit) seeds in sample")
      default: facts.append("in sample: rates are ranked on the seeds that chose them")
      }
    }
    if let target { facts.append("target \(Answer.words(for: run.targets[target]))") }
    facts.append("cost = objective + gradient evaluations")
    return facts
  }

  private static func span(_ first: Int, _ last: Int) -> String {
    first == last ? "seed \(first)" : "seeds \(first)–\(last)"
  }
}
