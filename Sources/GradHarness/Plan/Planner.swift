import GradCore
import GradResults
import GradText

/// Crosses the sweeps of a suite into cells and trials.
///
/// The order is problems with their parameters by name, instances, optimizers, hyperparameters by
/// name, learning rates, schedules, batch sizes, backends, seeds: the last runs fastest.
struct Planner {
  let catalogs: Catalogs
  let options: PlanOptions
  let draft: SuiteDecoder.Draft
  var mistakes: MistakeCollector

  /// All problems are made before the first trial, and stay: more memory than this is refused.
  static let mostProblemBytes = 2_000_000_000

  var problems: [PlannedProblem] = []
  var problemBytes = 0
  var problemIndex: [String: Result<Int, ProblemError>] = [:]
  var gradients: [PlannedGradient] = []
  var gradientIndex: [PairKey: Result<Int, BackendError>] = [:]
  /// What methods need, as far as it can be had.
  var curvatures: [CurvatureKey: Curvature] = [:]
  /// By problem, what theory says of the noise of its examples, as far as it was asked for.
  var theories: [Int: NoiseTheory?] = [:]
  var store = CellStore()
  var leftOut: [LeftOut] = []
  var leftOutKnown: Set<LeftOut> = []
  /// The hyperparameters that each name of an optimizer's entry stands for on a task.
  var namedChoices: [NamedTask: String] = [:]
  /// Places whose mistake was told for one problem already.
  var toldPaths: Set<SuitePath> = []

  struct CurvatureKey: Hashable {
    var problem: Int
    var needs: UInt8
  }

  struct PairKey: Hashable {
    var problem: Int
    var backend: Configuration
  }

  init(
    catalogs: Catalogs, options: PlanOptions, draft: SuiteDecoder.Draft,
    mistakes: MistakeCollector
  ) {
    self.catalogs = catalogs
    self.options = options
    self.draft = draft
    self.mistakes = mistakes
  }

  /// The plan; worth something only if no mistake was told.
  mutating func plan() -> Plan {
    // Without mistakes so far what is missing below is missing for good.
    let isSound = draft.isSound && mistakes.isEmpty
    var isComplete = countsFit()
    if isComplete {
      for sweep in draft.sweeps where isComplete { isComplete = add(sweep) }
    }
    let dropped = store.droppedDuplicates
    let (cells, trials) = store.contents()
    store = CellStore()
    if isComplete, isSound { checkMatches(cells) }
    return Plan(
      suite: draft.suite, problems: problems.map(\.instance), gradients: gradients, cells: cells,
      trials: trials, leftOut: leftOut, droppedDuplicates: dropped, baseSeed: options.baseSeed)
  }

  /// Tells the expectations that no cell can meet, and filters that leave nothing.
  private mutating func checkMatches(_ cells: [PlannedCell]) {
    if !options.filters.isEmpty {
      if cells.isEmpty {
        let filters = filterText
        mistakes.add(
          at: draft.place.location, draft.place.path, "has no trial that passes \(filters).")
      }
      return
    }
    for expectation in draft.suite.expectations {
      var matcher = ExpectationMatcher(expectation)
      if !cells.contains(where: { matcher.matches($0.described) }) {
        mistakes.add(
          at: expectation.location, nil, "\(expectation.path) matches no cell of the suite.")
      }
    }
  }

  /// `--filter optimizer=adm; its optimizers are adam, momentum`.
  private var filterText: String {
    let given = options.filters.prefix(3)
      .map { "--filter \($0.key.rawValue)=\(printable($0.glob.pattern))" }
    var parts = [given.joined(separator: " ") + (options.filters.count > 3 ? " …" : "")]
    let keys = PlanFilter.Key.allCases.filter { key in options.filters.contains { $0.key == key } }
    for key in keys {
      let names = draft.sweeps.flatMap { sweep in
        switch key {
        case .problem: sweep.problems.map(\.description.id)
        case .optimizer: sweep.optimizers.map(\.description.id)
        case .backend: (sweep.backends ?? []).map(\.description.id)
        }
      }
      var known: Set<String> = []
      let distinct = names.filter { known.insert($0).inserted }
      guard !distinct.isEmpty else { continue }
      parts.append(
        "its \(key.rawValue)s are \(distinct.prefix(8).joined(separator: ", "))"
          + (distinct.count > 8 ? ", …" : ""))
    }
    return parts.joined(separator: "; ")
  }

  mutating func leaveOut(_ problem: String, with: String, reason: String) {
    let pair = LeftOut(problem: problem, with: with, reason: reason)
    if leftOutKnown.insert(pair).inserted { leftOut.append(pair) }
  }

  // MARK: Counting before building

  /// Refuses suites whose crossing is hopelessly large, before anything is built. Counts are
  /// doubles, which grow beyond all integers without a trap.
  private mutating func countsFit() -> Bool {
    let most = Double(options.mostTrials)
    var total = 0.0
    for sweep in draft.sweeps {
      let problems = sweep.problems.reduce(0.0) { sum, choice in
        sum + combinationCount(choice.lists)
          * Double((choice.instances ?? sweep.instances).count)
      }
      let methods = sweep.optimizers.reduce(0.0) { sum, choice in
        guard options.admits(.optimizer, choice.description.id) else { return sum }
        let rates = choice.description.hasLearningRate ? (choice.rates ?? sweep.rates).count : 1
        return sum + combinationCount(choice.lists) * Double(rates)
      }
      let schedules = sweep.schedules.reduce(0.0) { $0 + combinationCount($1.lists) }
      let seeds = sweep.starts.isRandom ? Double(sweep.seeds.count) : 1
      total += max(problems * methods * schedules * seeds, problems > most ? problems : 0)
      // A filter may leave little of much, but not of more problems than there may be trials.
      let isFiltered = options.filters.contains { $0.key == .problem }
      if problems > most || methods * schedules * seeds > 4 * most
        || (total > 4 * most && !isFiltered)
      {
        let count = problems * methods * schedules * seeds
        tellTooMany(
          "asks for \(shortestText(max(count, problems).rounded())) trials", at: sweep.place)
        return false
      }
    }
    return true
  }

  /// Tells that there are more trials than may be.
  mutating func tellTooMany(_ what: String, at place: Place) {
    mistakes.add(
      at: place.location, place.path,
      "\(what); the limit is \(options.mostTrials), see --max-trials.")
  }

  private func combinationCount(_ lists: ParameterLists) -> Double {
    lists.reduce(1) { $0 * Double($1.values.count) }
  }

  /// All choices of one value from each list, the last list running fastest.
  static func combinations(_ lists: ParameterLists) -> [[String: ParameterValue]] {
    var all: [[String: ParameterValue]] = [[:]]
    for list in lists {
      all = all.flatMap { given in
        list.values.map { value in
          var next = given
          next[list.name] = value
          return next
        }
      }
    }
    return all
  }
}
