import GradCore

/// A sweep as the suite says it, checked by itself and not yet crossed.
struct SweepDraft: Sendable {
  /// Where the sweep begins.
  var place: Place
  var problems: [ProblemChoice] = []
  var optimizers: [OptimizerChoice] = []
  /// nil: the most exact that the problem has.
  var backends: [BackendChoice]?
  var rates: [RateChoice] = []
  /// Examples a batch; nil is all.
  var batchSizes: [Int?] = [nil]
  var schedules: [ScheduleChoice] = []
  var starts = StartRule.standard
  var seeds = Numbering.first(1)
  var instances = Numbering.first(1)
  var sampling = BatchPlan.Sampling.reshuffle
  /// Whether all of it could be read, so that what is missing from the plan is missing for good.
  var isSound = true
}

/// A value's place in the suite, for mistakes that come to light when the sweep is crossed.
struct Place: Sendable {
  var location: SourceLocation
  var path: SuitePath

  init(_ node: JSONNode, _ path: SuitePath) {
    location = node.location
    self.path = path
  }
}

/// Values of some parameters, to be crossed in the order of their names.
typealias ParameterLists = [(name: String, values: [ParameterValue])]

/// A kind of problem and lists of its parameters.
struct ProblemChoice: Sendable {
  var description: ProblemDescription
  var lists: ParameterLists
  /// nil: the sweep's.
  var instances: Numbering?
  var place: Place
}

/// A method and lists of its hyperparameters.
struct OptimizerChoice: Sendable {
  var description: OptimizerDescription
  /// What the suite calls the entry.
  var name: String?
  var lists: ParameterLists
  /// nil: the sweep's.
  var rates: [RateChoice]?
  var place: Place
}

/// A schedule and lists of its parameters.
struct ScheduleChoice: Sendable {
  var description: ScheduleDescription
  var lists: ParameterLists
}

/// A backend and lists of its parameters.
struct BackendChoice: Sendable {
  var description: BackendDescription
  var lists: ParameterLists
}

/// A learning rate as a suite says it.
struct RateChoice: Sendable {
  enum Kind: Sendable {
    /// The optimizer's own.
    case standard
    case fixed(Double)
    /// This many times 1/L.
    case perLipschitz(Double)
  }
  var kind: Kind
  var place: Place
}
