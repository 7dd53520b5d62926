import GradCore

/// The parts of a sweep that do not depend on its problems, crossed once.
struct CrossedSweep {
  /// A method with one choice of hyperparameters; its learning rates come later.
  struct Method {
    var description: OptimizerDescription
    /// What the suite calls it.
    var name: String?
    var place: Place
    var given: [String: ParameterValue]
    var rates: [RateChoice]
    /// What tables show.
    var shown: [NamedValue]
    /// The lines of the canonical text.
    var lines: String
    /// Whether gradients reach the method as they are, so that its stability edge holds.
    var isPlain: Bool
  }

  struct ScheduleSetting {
    var description: ScheduleDescription
    var values: ParameterValues
    var configuration: Configuration
  }

  var methods: [Method] = []
  var schedules: [ScheduleSetting] = []

  init(_ sweep: SweepDraft, options: PlanOptions) {
    for choice in sweep.optimizers where options.admits(.optimizer, choice.description.id) {
      let description = choice.description
      for given in Planner.combinations(choice.lists) {
        let values = ParameterValues(description.allParameters, given: given)
        let shaping = ["weightDecay", "clipNorm", "clipValue"]
        methods.append(
          Method(
            description: description, name: choice.name, place: choice.place, given: given,
            rates: choice.rates ?? sweep.rates,
            shown: description.shownValues(of: values),
            lines: TrialText.lines(
              of: values, prefix: "hyperparameter", without: "learningRate"),
            isPlain: shaping.allSatisfy { values[$0]?.number ?? 0 == 0 }))
      }
    }
    for choice in sweep.schedules {
      for given in Planner.combinations(choice.lists) {
        let values = ParameterValues(choice.description.parameters, given: given)
        schedules.append(
          ScheduleSetting(
            description: choice.description, values: values,
            configuration: choice.description.configuration(of: values)))
      }
    }
  }
}
