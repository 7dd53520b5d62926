/// What the words of the report mean.
struct ReadingGuide: ReportSection {
  private let report: Report

  init(_ report: Report) { self.report = report }

  let summary: Phrase = "How to read this"

  var blocks: [Block] {
    var points = Self.points
    if report.standings.contains(where: { !$0.isCounted && $0.otherTasks > 0 }) {
      points.insert(
        """
        \(strong: "other problems"): the ranking counts those that every setting ran which ran at \
        least half of all, and this one ran none of them.
        """, at: 4)
    }
    if !report.backendComparisons.isEmpty {
      let backends = Set(report.study.tasks.map(\.backend)).sorted().map { Phrase([.code($0)]) }
      points.insert(
        "Optimizers are compared by one backend a problem: \(backends.joined(separator: ", ")).",
        at: 5)
    }
    return [.list(points)]
  }

  private static let points: [Phrase] = [
    """
    \(strong: "solved"): trials that reached the target; \(strong: "held"): of those, the ones that \
    stayed within it until they ended. Where batches are smaller than the data a passage is luck: \
    such a trial has solved the target only if it holds it, from a look on to its end, but for 5 % of \
    the looks; that look's is the cost.
    """,
    """
    \(strong: "tuned"): the rate of smallest expected cost was chosen for each problem; \
    \(strong: "one rate for all"): the rate that solves most trials of all problems (on each the \
    nearest rate of its grid, at most a factor √2 off); \(strong: "default rate"): the optimizer's \
    own.
    """,
    """
    \(strong: "expected cost"): the cost of all trials, misses with all they spent, divided by the \
    hits. \(strong: "cost × best"): geometric mean over the problems solved (their number in \
    brackets) of expected cost ÷ the lowest of any optimizer.
    """,
    """
    \(strong: "rank"): by the share of trials solved, where 5 % of the trials count as equal, then \
    by cost; going down the costs, one shares the rank (\(code: "=")) of the first that has it if \
    their costs are within 5 %, or if the 90 % interval of one's cost ÷ the other's reaches 1. \
    Others of that rank are not compared with each other.
    """,
    """
    \(strong: "[90 %]"): where the number before it lies in 90 of 100 cases when the problems, and \
    of each its seeds, are drawn again from those that were run (the rates stay as chosen). \
    \(emphasis: "And up"): in five cases of 100 or more nothing is solved. One problem with one seed \
    has none.
    """,
    """
    \(strong: "efficient"): rates round the best with at most twice its expected cost; \
    \(strong: "works"): rates at which at least half of the trials hit; \(strong: "headroom"): the \
    first diverging rate ÷ the best.
    """,
    "Medians count a miss as infinite: \(code: "–") where half or more missed.",
    "A trial runs again with \(code: "gradbench replay <run folder> <trial>").",
  ]
}
