import GradCore

/// What theory says of the noise of one batch size on one problem.
struct BatchNoise {
  let theory: NoiseTheory
  /// The mean-square edge of gradient descent; nil where it is not known.
  let edge: StabilityEdge?

  /// The edge of a method in such batches: where noise moves none, that of the full objective; else
  /// gradient descent has the batch's own, and other methods none that is known.
  ///
  /// - Parameter edge: That of the full objective.
  func edge(
    of method: CrossedSweep.Method, _ values: ParameterValues, orElse edge: StabilityEdge?
  ) -> StabilityEdge? {
    if theory.isUniform { return edge }
    guard method.isPlain, method.description.heavyBall(values) == .descent else { return nil }
    return self.edge
  }

  /// The mean gap at which noise stops a constant rate.
  func floor(
    of method: CrossedSweep.Method, _ values: ParameterValues, rate: Double?, _ batch: BatchPlan
  ) -> Double? {
    guard method.isPlain, let rate, let ball = method.description.heavyBall(values) else {
      return nil
    }
    return theory.floor(rate: rate, of: ball, batch: batch)
  }
}

extension Planner {
  /// What is known of the noise of a batch size; nil: nothing.
  mutating func noise(of problem: PlannedProblem, _ batch: BatchPlan) -> BatchNoise? {
    let known = theories[problem.index]
    let theory =
      known ?? problem.instance.facts.exampleQuadratics.flatMap { NoiseTheory($0()) }
    if known == nil { theories[problem.index] = .some(theory) }
    guard let theory else { return nil }
    // In the order of the data the examples are no draws.
    let rate = batch.sampling == .sequential ? nil : theory.edge(batchSize: batch.batchSize)
    return BatchNoise(
      theory: theory,
      edge: rate.map {
        StabilityEdge(
          rate: $0, formula: "mean-square edge of batch \(batch.batchSize)", isLocal: false)
      })
  }
}
