import GradCore

/// What theory says of the noise of one batch size on one problem.
struct BatchNoise {
  let theory: NoiseTheory
  let batch: BatchPlan

  /// The edge of a method in such batches: where noise moves none, that of the full objective; else the
  /// mean-square edge of a plain gradient descent or heavy ball. In the order of the data the examples
  /// are no draws, and none is known.
  ///
  /// - Parameter edge: That of the full objective.
  func edge(
    of method: CrossedSweep.Method, _ values: ParameterValues, orElse edge: StabilityEdge?
  ) -> StabilityEdge? {
    if theory.isUniform { return edge }
    guard method.isPlain, batch.sampling != .sequential,
      let ball = method.description.heavyBall(values), ball.scale == 1
    else { return nil }
    return theory.edge(of: ball, batchSize: batch.batchSize).map {
      StabilityEdge(
        rate: $0, formula: "mean-square edge of batch \(batch.batchSize)", isLocal: false)
    }
  }

  /// The mean gap at which noise stops a constant rate.
  func floor(
    of method: CrossedSweep.Method, _ values: ParameterValues, rate: Double?
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
    let theory = known ?? theory(of: problem.instance, sampleCount: batch.sampleCount)
    if known == nil { theories[problem.index] = .some(theory) }
    return theory.map { BatchNoise(theory: $0, batch: batch) }
  }

  private func theory(of problem: ProblemInstance, sampleCount: Int) -> NoiseTheory? {
    guard NoiseTheory.isAffordable(dimension: problem.dimension, sampleCount: sampleCount) else {
      return nil
    }
    return problem.facts.exampleQuadratics.flatMap { NoiseTheory($0()) }
  }
}
