import GradText

/// One row of the ranking.
struct Standing: Sendable {
  let setting: Int
  /// With the rate chosen for each task, over the tasks that the ranking counts.
  var tuned = Score()
  /// With the one rate that solves most tasks; nil for a method without rates.
  var oneRate: (rate: Double, score: Score)?
  /// With the optimizer's default rate, on the tasks where the run has it.
  var defaultRate: Score?
  /// Whether the optimizer has a learning rate.
  var hasRate = true
  /// Each task's score at its chosen rate, counted or not; nil: not run there.
  var scores: [Score?] = []
  /// The cell of the rate chosen for each task; nil: not run there.
  var chosenCells: [Int?] = []
  /// Geometric mean of cost ÷ the task's best over ``solvedTasks`` tasks.
  var costRatio: Double?
  /// Where ``costRatio`` lies if problems and seeds are drawn again; nil with nothing to draw from.
  var costInterval: ConfidenceInterval?
  var solvedTasks = 0
  /// Whether it ran on every task that the ranking counts.
  var isComparable = true
  /// Rates tried, all counted tasks together.
  var ratesTried = 0
  /// Tasks that it ran and the ranking does not count, and the rates tried on them.
  var otherTasks = 0
  var otherRates = 0
  /// Cost on rotated problems ÷ cost on the same ones axis-aligned.
  var rotationRatio: Double?
  var rotationPairs = 0
  /// Pairs of which only the axis-aligned or only the rotated one was solved.
  var onlyAligned = 0
  var onlyRotated = 0
  /// Equal ranks are ties.
  var rank = 0
  var isTied = false

  /// `1`, `1=`.
  var rankText: String { tuned.hits == 0 || !isComparable ? "–" : "\(rank)\(isTied ? "=" : "")" }

  /// Whether it ran a task that the ranking counts.
  var isCounted: Bool { tuned.trials > 0 }
  /// `58/60`, or on how many other problems it ran where it ran none that counts.
  var tunedText: String {
    isCounted || otherTasks == 0
      ? tuned.text : countText(otherTasks, "other problem")
  }
}
