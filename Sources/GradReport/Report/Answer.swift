import GradCore
import GradResults
import GradText

/// The report's first lines: the answer in words, what to look at, and what was compared.
struct Answer {
  let study: Study
  let standings: [Standing]
  let target: Int?
  let comparisons: [BackendComparison]
  let unmetExpectations: [String]

  private var run: Run { study.run }
  private var counted: Int { study.summary.cells.reduce(0) { $0 + $1.trials.count } }
  /// `1e-05 of the initial gap`.
  private var goal: String { target.map { Self.words(for: run.targets[$0]) } ?? "" }

  static func words(for target: Target) -> String {
    switch target {
    case .fraction(let value): "\(shortestText(value)) of the initial gap"
    case .gap(let value): "a gap of \(shortestText(value))"
    case .objective(let value): "an objective of \(shortestText(value))"
    case .gradientNorm(let value): "a gradient norm of \(shortestText(value))"
    }
  }

  func lines() -> [String] {
    var lines = ["**Answer.** " + sentences().joined(separator: " ")]
    let notes = notes()
    if !notes.isEmpty { lines += ["", "**Look at:** " + notes.joined(separator: " · ")] }
    return lines + ["", facts().joined(separator: " · ")]
  }

  // MARK: The answer

  private func sentences() -> [String] {
    guard counted > 0 else { return ["No trial finished, so there is nothing to compare."] }
    guard run.targets.count > 0 else {
      return ["The suite names no targets, so nothing says which trials succeeded."]
    }
    guard target != nil, !standings.isEmpty else {
      return [
        "No problem of this run has a minimum that is known, so no target can be judged. "
          + "How the trials ended stands below."
      ]
    }
    guard let leader = standings.first, leader.tuned.hits > 0 else {
      return ["No trial reached \(goal), nor any other target: see what failed, and why."]
    }
    var sentences = [standings.count == 1 ? alone(leader) : ranking(leader)]
    sentences += byRotation()
    sentences += fixedRates()
    sentences += backends()
    return sentences
  }

  private func name(_ standing: Standing) -> String {
    MarkdownText.code(study.label(standing.setting))
  }

  private func alone(_ standing: Standing) -> String {
    let isSingle = standing.scores.count == 1
    let how = standing.hasRate ? " with its best rate\(isSingle ? "" : " on each problem")" : ""
    let cost = medianCost(of: standing, tasks: Array(standing.scores.indices))
    return "\(name(standing)) solves \(standing.tuned.hits) of "
      + "\(countText(standing.tuned.trials, "trial")) to \(goal)\(how)"
      + (cost.map { cost in
        ", at \(isSingle ? "an expected cost" : "a median cost") of \(NumberText.cost(cost))."
      } ?? ".")
  }

  private func ranking(_ leader: Standing) -> String {
    let first = standings.filter { $0.rank == leader.rank }
    func detail(_ standing: Standing) -> String {
      let cost = standing.costRatio.map { " at \(NumberText.ratio($0))× the lowest cost" } ?? ""
      return "\(standing.tuned.text) trials\(cost)"
    }
    var text = "To \(goal), with the rate chosen for each problem, "
    if first.count > 1 {
      let names = firstWords(first.map { "\(name($0)) (\(detail($0)))" }, limit: 4)
      text += enumeration(names) + " do best, tied"
    } else {
      text += "\(name(leader)) does best: it solves \(detail(leader))"
    }
    if let second = standings.first(where: { $0.rank > leader.rank && $0.tuned.hits > 0 }) {
      text += "; next is \(name(second)), \(detail(second))"
    }
    return text + "."
  }

  /// Who is cheapest on rotated and who on axis-aligned problems.
  private func byRotation() -> [String] {
    guard let target, standings.count > 1 else { return [] }
    let pairs = study.rotationPairs(of: study.tasks(at: target))
    guard !pairs.isEmpty else { return [] }
    func winner(_ positions: [Int]) -> (standing: Standing, cost: Double)? {
      let solved = standings.map { standing in
        positions.count { (standing.scores[$0]?.hits ?? 0) > 0 }
      }
      let most = solved.max() ?? 0
      return zip(standings, solved).filter { $0.1 == most && most > 0 }
        .compactMap { standing, _ in
          medianCost(of: standing, tasks: positions).map { (standing, $0) }
        }.min { $0.1 < $1.1 }
    }
    guard let aligned = winner(pairs.map(\.aligned)), let rotated = winner(pairs.map(\.rotated))
    else { return [] }
    let costs = "(median \(NumberText.cost(aligned.cost)))"
    if aligned.standing.setting == rotated.standing.setting {
      return [
        "Axis-aligned or rotated, \(name(aligned.standing)) needs least: median cost "
          + "\(NumberText.cost(aligned.cost)) and \(NumberText.cost(rotated.cost))."
      ]
    }
    return [
      "On the axis-aligned problems \(name(aligned.standing)) needs least \(costs), on the same "
        + "ones rotated \(name(rotated.standing)) (median \(NumberText.cost(rotated.cost)))."
    ]
  }

  private func fixedRates() -> [String] {
    var sentences: [String] = []
    let rated = standings.filter { $0.hasRate && $0.isComparable }
    let ones = rated.compactMap { standing in
      standing.oneRate.map { (standing, $0.rate, $0.score) }
    }
    let mostByOne = ones.map(\.2.share).max() ?? 0
    if study.tasks.count > 1, mostByOne > 0 {
      let best = ones.filter { $0.2.share == mostByOne }
      sentences.append(
        "One rate for all problems: "
          + leaders(best.map { "\(name($0.0)) at \(NumberText.rate($0.1))" }, of: ones.count)
          + " \(best[0].2.text).")
    }
    let defaults = rated.compactMap { standing in standing.defaultRate.map { (standing, $0) } }
    if let most = defaults.map(\.1.share).max() {
      let best = defaults.filter { $0.1.share == most }
      sentences.append(
        most == 0
          ? "Default rates solve nothing."
          : "At default rates " + leaders(best.map { name($0.0) }, of: defaults.count)
            + " \(best[0].1.text).")
    }
    return sentences
  }

  /// `a solves most,`, `a and b solve most,`; of one alone `a solves`.
  private func leaders(_ names: [String], of count: Int) -> String {
    enumeration(firstWords(names, limit: 3)) + (names.count > 1 ? " solve" : " solves")
      + (count > 1 ? " most," : "")
  }

  private func backends() -> [String] {
    guard !comparisons.isEmpty else { return [] }
    let trials = comparisons.reduce(0) { $0 + $1.trials }
    let same = comparisons.reduce(0) { $0 + $1.sameIterations }
    let outcomes = trials - comparisons.reduce(0) { $0 + $1.sameOutcome }
    let start =
      same == trials ? "Backends agree" : "Backends differ in \(countText(trials - same))"
    let end = same == trials ? "" : " iteration counts"
    let tail =
      "\(countText(outcomes)) of \(countText(trials, "outcome")) "
      + "\(outcomes == 1 ? "changes" : "change")"
    return same == trials
      ? ["\(start): the same iterations in all \(countText(trials)) pairs of trials."]
      : ["\(start) of \(countText(trials))\(end); \(tail)."]
  }

  /// The median over tasks of the expected cost; nil if half of them were not solved.
  private func medianCost(of standing: Standing, tasks: [Int]) -> Double? {
    let cost = Quantile.median(tasks.compactMap { standing.scores[$0]?.expectedCost })
    return cost.isFinite ? cost : nil
  }

  // MARK: What to look at

  private func notes() -> [String] {
    var notes: [String] = []
    var outcomes: [Outcome: Int] = [:]
    var findings: [Finding: Int] = [:]
    var unfinished = 0
    for record in run.records {
      guard let record, record.outcome != .cancelled else {
        unfinished += 1
        continue
      }
      outcomes[record.outcome, default: 0] += 1
      for finding in record.findings.findings { findings[finding, default: 0] += 1 }
    }
    if let failed = outcomes[.failed] {
      notes.append("**\(countText(failed, "trial")) failed: a bug**")
    }
    if unfinished > 0 {
      notes.append(
        "\(countText(unfinished)) of \(countText(run.trials.count, "trial")) "
          + "did not finish and \(unfinished == 1 ? "is" : "are") in no table")
    }
    if !unmetExpectations.isEmpty {
      notes.append("\(countText(unmetExpectations.count, "expectation")) not met")
    }
    notes += edgeNotes()
    if let count = outcomes[.diverged] { notes.append(divergedNote(count)) }
    if let below = findings[.belowMinimum] {
      notes.append("\(countText(below, "trial")) went below the known minimum: a wrong fact")
    }
    if let timed = outcomes[.timedOut] {
      notes.append("\(countText(timed, "trial")) met the time limit: not reproducible")
    }
    let tried = standings.filter { $0.hasRate && $0.isComparable }.map(\.ratesTried)
    if let few = tried.min(), let many = tried.max(), few < many {
      notes.append("unequal tuning: \(few) to \(many) rates tried an optimizer")
    }
    if !run.leftOut.isEmpty {
      notes.append("\(countText(run.leftOut.count, "pair")) left out")
    }
    return notes
  }

  private func edgeNotes() -> [String] {
    guard let target else { return [] }
    var notes: [String] = []
    let tasks = study.tasks(at: target)
    var edges = 0
    for task in tasks {
      for setting in study.settings.indices {
        guard let family = study.family(task: task, setting: setting) else { continue }
        let cells = family.cells.filter { !study.summary.cells[$0].trials.isEmpty }
        let rows = cells.map { study.summary.row(cell: $0, target: target) }
        guard let best = rows.firstIndex(where: \.isBest) else { continue }
        if LearningRateTable.isGridEdge(best, rows: rows) { edges += 1 }
      }
    }
    if edges > 0 {
      notes.append(
        "\(countText(edges, "best rate")) \(edges == 1 ? "lies" : "lie") on the grid's edge")
    }
    let unsolved = tasks.indices.count { position in
      !standings.isEmpty && standings.allSatisfy { ($0.scores[position]?.hits ?? 0) == 0 }
    }
    if unsolved > 0, unsolved < tasks.count {
      notes.append("\(countText(unsolved, "problem")) solved by nobody")
    }
    let apart = tasks.count - study.rankedTasks(at: target).count
    if apart > 0 {
      notes.append(
        "\(countText(apart, "problem")) not ranked: not run with every optimizer")
    }
    let unknown = study.tasks.count - tasks.count
    if unknown > 0 {
      notes.append("\(countText(unknown, "problem")) not ranked: the minimum is unknown")
    }
    return notes
  }

  private func divergedNote(_ count: Int) -> String {
    var above = 0
    var below = 0
    for (index, cell) in run.cells.enumerated() {
      // An edge that holds only at the minimizer says nothing of a rate below it.
      switch cell.isBeyondEdge {
      case true?: above += study.summary.cells[index].diverged
      case false? where cell.edge?.isLocal == false:
        below += study.summary.cells[index].diverged
      default: break
      }
    }
    var text =
      "\(countText(count)) of \(countText(run.trials.count, "trial")) diverged"
    if above == count {
      text += count == 1 ? ", beyond the method's edge" : ", all beyond their method's edge"
    } else if above + below > 0 {
      var parts: [String] = []
      if above > 0 { parts.append("\(countText(above)) beyond their method's edge") }
      if below > 0 { parts.append("**\(countText(below)) below it**") }
      let rest = count - above - below
      if rest > 0 {
        parts.append("\(countText(rest)) without an edge known to hold everywhere")
      }
      text += ": " + parts.joined(separator: ", ")
    }
    return text
  }

  // MARK: What was compared

  private func facts() -> [String] {
    var facts = [
      countText(run.trials.count, "trial"),
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
    if target != nil { facts.append("target \(goal)") }
    facts.append("cost = objective + gradient evaluations")
    return facts
  }

  private static func span(_ first: Int, _ last: Int) -> String {
    first == last ? "seed \(first)" : "seeds \(first)–\(last)"
  }
}
