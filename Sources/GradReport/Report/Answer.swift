import GradCore
import GradResults
import GradText

/// The report's first paragraph: who does best, under which rule, in sentences.
struct Answer {
  let study: Study
  let standings: [Standing]
  let target: Int?
  let comparisons: [BackendAgreement]

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

  var sentences: [Phrase] {
    guard counted > 0 else { return ["No trial finished, so there is nothing to compare."] }
    guard run.targets.count > 0 else {
      return ["The suite names no targets, so nothing says which trials succeeded."]
    }
    guard target != nil, !standings.isEmpty else {
      return [
        """
        No problem of this run has a minimum that is known, so no target can be judged. How the \
        trials ended stands below.
        """
      ]
    }
    guard let leader = standings.first, leader.tuned.hits > 0 else {
      return [
        """
        No trial reached \(literal: goal), nor any other target: see what failed, and why.
        """
      ]
    }
    var sentences = [standings.count == 1 ? alone(leader) : ranking(leader)]
    sentences += byRotation()
    sentences += fixedRates()
    sentences += backends()
    return sentences
  }

  private func name(_ standing: Standing) -> Phrase { "\(code: study.label(standing.setting))" }

  private func alone(_ standing: Standing) -> Phrase {
    let isSingle = standing.scores.count == 1
    let how: Phrase =
      standing.hasRate ? " with its best rate\(isSingle ? "" : " on each problem")" : ""
    let cost = medianCost(of: standing, tasks: Array(standing.scores.indices))
    let price: Phrase =
      cost.map { cost in
        """
        , at \(isSingle ? "an expected cost" : "a median cost") of \
        \(literal: NumberText.cost(cost))
        """
      } ?? ""
    let trials = "\(standing.tuned.hits) of \(countText(standing.tuned.trials, "trial"))"
    return "\(name(standing)) solves \(literal: trials) to \(literal: goal)\(how)\(price)."
  }

  private func ranking(_ leader: Standing) -> Phrase {
    let first = standings.filter { $0.rank == leader.rank }
    func detail(_ standing: Standing) -> Phrase {
      let cost: Phrase =
        standing.costRatio.map { " at \(literal: NumberText.ratio($0))× the lowest cost" } ?? ""
      return "\(literal: standing.tuned.text) trials\(cost)"
    }
    var text: Phrase = "To \(literal: goal), with the rate chosen for each problem, "
    if first.count > 1 {
      let names = first.map { "\(name($0)) (\(detail($0)))" as Phrase }
      text += "\(names.first(4).enumerated) do best, tied"
    } else {
      text += "\(name(leader)) does best: it solves \(detail(leader))"
    }
    if let second = standings.first(where: { $0.rank > leader.rank && $0.tuned.hits > 0 }) {
      text += "; next is \(name(second)), \(detail(second))"
    }
    text += "."
    return text
  }

  /// Who is cheapest on rotated and who on axis-aligned problems.
  private func byRotation() -> [Phrase] {
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
    let costs = (NumberText.cost(aligned.cost), NumberText.cost(rotated.cost))
    if aligned.standing.setting == rotated.standing.setting {
      return [
        """
        Axis-aligned or rotated, \(name(aligned.standing)) needs least: median cost \
        \(literal: costs.0) and \(literal: costs.1).
        """
      ]
    }
    return [
      """
      On the axis-aligned problems \(name(aligned.standing)) needs least (median \
      \(literal: costs.0)), on the same ones rotated \(name(rotated.standing)) (median \
      \(literal: costs.1)).
      """
    ]
  }

  private func fixedRates() -> [Phrase] {
    var sentences: [Phrase] = []
    let rated = standings.filter { $0.hasRate && $0.isComparable }
    let ones = rated.compactMap { standing in
      standing.oneRate.map { (standing, $0.rate, $0.score) }
    }
    let mostByOne = ones.map(\.2.share).max() ?? 0
    if study.tasks.count > 1, mostByOne > 0 {
      let best = ones.filter { $0.2.share == mostByOne }
      let names = best.map { "\(name($0.0)) at \(literal: NumberText.rate($0.1))" as Phrase }
      sentences.append(
        """
        One rate for all problems: \(leaders(names, of: ones.count)) \(literal: best[0].2.text).
        """)
    }
    let defaults = rated.compactMap { standing in standing.defaultRate.map { (standing, $0) } }
    if let most = defaults.map(\.1.share).max() {
      let best = defaults.filter { $0.1.share == most }
      let names = best.map { name($0.0) }
      sentences.append(
        most == 0
          ? "Default rates solve nothing."
          : """
          At default rates \(leaders(names, of: defaults.count)) \(literal: best[0].1.text).
          """)
    }
    return sentences
  }

  /// `a solves most,`, `a and b solve most,`; of one alone `a solves`.
  private func leaders(_ names: [Phrase], of count: Int) -> Phrase {
    """
    \(names.first(3).enumerated) \(names.count > 1 ? "solve" : "solves")\
    \(count > 1 ? " most," : "")
    """
  }

  private func backends() -> [Phrase] {
    guard !comparisons.isEmpty else { return [] }
    let trials = comparisons.reduce(0) { $0 + $1.trials }
    let same = comparisons.reduce(0) { $0 + $1.sameIterations }
    let outcomes = trials - comparisons.reduce(0) { $0 + $1.sameOutcome }
    let all = countText(trials)
    if same == trials {
      return ["Backends agree: the same iterations in all \(literal: all) pairs of trials."]
    }
    return [
      """
      Backends differ in \(literal: countText(trials - same)) of \(literal: all) iteration counts; \
      \(literal: countText(outcomes)) of \(literal: countText(trials, "outcome")) \
      \(outcomes == 1 ? "changes" : "change").
      """
    ]
  }

  /// The median over tasks of the expected cost; nil if half of them were not solved.
  private func medianCost(of standing: Standing, tasks: [Int]) -> Double? {
    let cost = Quantile.median(tasks.compactMap { standing.scores[$0]?.expectedCost })
    return cost.isFinite ? cost : nil
  }
}
