import GradCore
import GradResults
import GradText

extension Planner {
  /// A batch size joined to a problem.
  private struct Batch {
    /// nil where every gradient is full.
    var plan: BatchPlan?
    /// What tables show, and what data passes are counted by.
    var shown: BatchPlan?
    var size: BatchSize
    var seeds: [Int?]
  }

  /// A gradient and the iterations that the budget allows with each batch size.
  private struct Gradient {
    var index: Int
    var configuration: Configuration
    var limits: [Int]
  }

  /// Adds the cells of a sweep.
  ///
  /// - Returns: Whether there are still few enough trials to go on.
  mutating func add(_ sweep: SweepDraft) -> Bool {
    let crossed = CrossedSweep(sweep, options: options)
    let before = store.trialCount + store.droppedDuplicates
    let mistakesBefore = mistakes.count
    for choice in sweep.problems {
      let problems = problems(of: choice, sweep)
      guard problemBytes <= Self.mostProblemBytes else {
        mistakes.add(
          at: choice.place.location, choice.place.path,
          "brings the memory of all problems above \(Self.mostProblemBytes / 1_000_000_000) GB;"
            + " ask for fewer instances or smaller dimensions.")
        return false
      }
      for problem in problems {
        guard startsFit(problem, sweep) else { continue }
        guard sweep.seeds.count <= options.mostTrials || !hasNoise(problem, sweep) else {
          tellTooMany("asks for \(sweep.seeds.count) seeds", at: sweep.place)
          return false
        }
        addCells(of: problem, crossed, sweep)
        guard store.trialCount <= options.mostTrials else {
          tellTooMany("ask for more trials than are allowed", at: draft.sweepsPlace)
          return false
        }
      }
    }
    if store.trialCount + store.droppedDuplicates == before, sweep.isSound, draft.isSound,
      options.filters.isEmpty, mistakes.count == mistakesBefore
    {
      let reasons = leftOut.suffix(3).map { "\($0.problem) with \($0.with): \($0.reason)" }
      mistakes.add(
        at: sweep.place.location, sweep.place.path,
        "keeps nothing: all its pairs were left out"
          + (reasons.isEmpty ? "." : " (\(reasons.joined(separator: "; "))).")
      )
    }
    return true
  }

  private func hasNoise(_ problem: PlannedProblem, _ sweep: SweepDraft) -> Bool {
    guard let count = problem.instance.objective.sampleCount else { return false }
    return sweep.sampling != .sequential
      && sweep.batchSizes.contains { $0.map { $0 < count } ?? false }
  }

  /// Whether trials on the problem can start as the sweep says.
  private mutating func startsFit(_ problem: PlannedProblem, _ sweep: SweepDraft) -> Bool {
    let dimension = problem.instance.dimension
    switch sweep.starts {
    case .standard, .around: return true
    case .box:
      let box = problem.instance.facts.box ?? []
      let isUsable = box.allSatisfy { $0.lowerBound.isFinite && $0.upperBound.isFinite }
      if box.count == dimension, isUsable { return true }
      leaveOut(problem.name, with: "starts in a box", reason: "no box is known of it")
    case .points(let points):
      guard let point = points.first(where: { $0.count != dimension }) else { return true }
      leaveOut(
        problem.name, with: "start \(Facts.text(of: point))",
        reason: "it has \(dimension) variables, the point \(point.count)")
    }
    return false
  }

  private mutating func addCells(
    of problem: PlannedProblem, _ crossed: CrossedSweep, _ sweep: SweepDraft
  ) {
    let batches = batches(of: problem, sweep)
    let noises = batches.map { $0.plan.flatMap { noise(of: problem, $0) } }
    let budget = draft.suite.budget
    let sampleCount = problem.instance.objective.sampleCount
    var gradients: [Gradient] = []
    for index in self.gradients(of: problem, sweep) {
      let backend = self.gradients[index].backend
      let cost = max(backend.costPerGradient(problem.instance.dimension), 1)
      if let most = budget.cost, cost > most {
        leaveOut(
          problem.name, with: "backend \(self.gradients[index].configuration.text)",
          reason: "one gradient costs \(cost), more than the whole budget of \(most)")
        continue
      }
      gradients.append(
        Gradient(
          index: index, configuration: self.gradients[index].configuration,
          limits: batches.map {
            budget.iterationLimit(
              costPerGradient: cost, batch: $0.plan, isFiniteSum: sampleCount != nil)
          }))
    }
    if gradients.isEmpty { return }
    for method in crossed.methods {
      guard let curvature = curvature(of: problem, for: method.description) else { continue }
      let settings = crossed.schedules.map { schedule in
        Setting(
          optimizer: method.description.id, values: method.shown,
          schedule: schedule.configuration, name: method.name)
      }
      guard isOneChoice(method, settings, batches.map(\.size), on: problem) else { continue }
      // The learning rate decides no edge.
      let fixed = ParameterValues(method.description.allParameters, given: method.given)
      let edge = edge(of: method, fixed, on: problem)
      let edges = zip(batches, noises).map { batch, noise in
        batch.plan == nil ? edge : noise?.edge(of: method, fixed, orElse: edge)
      }
      for (rate, relativeRate) in rates(of: method, on: problem) {
        var given = method.given
        if let rate { given["learningRate"] = .number(rate) }
        let values = ParameterValues(method.description.allParameters, given: given)
        let isDefault =
          rate != nil
          && method.description.defaultLearningRate == values["learningRate"]?.number
        for (schedule, setting) in zip(crossed.schedules, settings) {
          for (batchIndex, batch) in batches.enumerated() {
            if method.description.isSearching, batch.plan != nil {
              leaveOut(
                problem.name, with: "optimizer \(method.description.id) in batches",
                reason: "it asks for full objectives")
              continue
            }
            for gradient in gradients {
              let limit = gradient.limits[batchIndex]
              let made = schedule.description.make(
                schedule.values, limit, batch.plan?.batchesPerEpoch ?? 1)
              let prefix = TrialText.prefix(
                backend: gradient.configuration, baseSeed: options.baseSeed,
                batchSize: batch.size, method: method.lines,
                instance: problem.instance.instance, learningRate: rate,
                optimizer: method.description.id, problem: problem.parameterLines,
                batch: batch.plan, schedule: made)
              var identifier = TrialIdentifier(prefix: prefix, starts: sweep.starts)
              let cell = store.add(&identifier, seeds: batch.seeds) {
                var described = Cell(
                  problem: problem.described, setting: setting, learningRate: rate,
                  batchSize: batch.size, backend: gradient.configuration)
                described.isDefaultRate = isDefault
                described.relativeRate = relativeRate
                described.edge = edges[batchIndex]
                if made == .constant {
                  described.floor = noises[batchIndex]?.floor(of: method, fixed, rate: rate)
                }
                described.batch = batch.shown
                described.iterationLimit = limit
                return PlannedCell(
                  problem: problem.index, gradient: gradient.index,
                  optimizer: method.description, values: values, curvature: curvature,
                  rate: rate ?? 1,
                  schedule: made, batch: batch.plan, starts: sweep.starts,
                  iterationLimit: limit, described: described, trials: 0..<0)
              }
              if let cell { checkName(of: method, store.cells[cell].described) }
              if store.trialCount > options.mostTrials { return }
            }
          }
        }
      }
    }
  }

  /// The sweep's batch sizes on a problem; a deterministic problem has but one, without a name.
  private func batches(of problem: PlannedProblem, _ sweep: SweepDraft) -> [Batch] {
    let everySeed = { sweep.seeds.numbers.map(Optional.init) }
    let startSeeds: [Int?] = sweep.starts.isRandom ? everySeed() : [nil]
    guard let count = problem.instance.objective.sampleCount else {
      return [Batch(plan: nil, shown: nil, size: .deterministic, seeds: startSeeds)]
    }
    return sweep.batchSizes.map { size in
      guard let size, size < count else {
        let full = BatchPlan(sampleCount: count, batchSize: count, sampling: .reshuffle)
        return Batch(plan: nil, shown: full, size: .full, seeds: startSeeds)
      }
      let plan = BatchPlan(sampleCount: count, batchSize: size, sampling: sweep.sampling)
      // In the order of the data no seed decides a batch.
      let seeds = sweep.sampling == .sequential ? startSeeds : everySeed()
      return Batch(plan: plan, shown: plan, size: .examples(size), seeds: seeds)
    }
  }

  // MARK: Learning rates

  /// The rates of a method on a problem, with the multiples of 1/L that some are given as; a method
  /// without one has the rate nil.
  private mutating func rates(
    of method: CrossedSweep.Method, on problem: PlannedProblem
  ) -> [(rate: Double?, relative: Double?)] {
    guard method.description.hasLearningRate else { return [(nil, nil)] }
    return method.rates.compactMap { choice in
      switch choice.kind {
      case .standard: return method.description.defaultLearningRate.map { ($0, nil) }
      case .fixed(let rate): return (rate, nil)
      case .perLipschitz(let factor):
        let path = choice.place.path["relativeTo"]
        guard let constant = problem.instance.facts.lipschitzConstant, constant > 0 else {
          if toldPaths.insert(path).inserted {
            mistakes.add(
              at: choice.place.location, path,
              "needs the constant L of every problem, but that of \(problem.name) is not known.")
          }
          return nil
        }
        let rate = factor / constant
        if rate > 0, rate.isFinite { return (rate, factor) }
        if toldPaths.insert(path).inserted {
          mistakes.add(
            at: choice.place.location, path,
            "gives the learning rate \(shortestText(rate)) on \(problem.name).")
        }
        return nil
      }
    }
  }

  /// The method's stability edge by L, or by the largest eigenvalue at the minimizer. Weight decay
  /// and clipping change the gradient, so that theory no longer says it.
  private func edge(
    of method: CrossedSweep.Method, _ values: ParameterValues, on problem: PlannedProblem
  ) -> StabilityEdge? {
    let facts = problem.instance.facts
    let curvature = facts.lipschitzConstant ?? facts.largestEigenvalue
    guard method.isPlain, let curvature, curvature > 0,
      let (rate, formula) = method.description.stabilityEdge(curvature, values)
    else { return nil }
    return StabilityEdge(rate: rate, formula: formula, isLocal: facts.lipschitzConstant == nil)
  }
}

extension OptimizerDescription {
  /// The learning rate that `"default"` stands for.
  var defaultLearningRate: Double? {
    parameters.first { $0.name == "learningRate" }?.defaultValue.number
  }
}
