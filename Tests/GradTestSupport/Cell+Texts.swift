public import GradCore
public import GradResults

extension Cell {
  /// A cell as its columns tell it, with the facts that a test needs.
  public init(
    problem: String, instance: Int = 1, dimension: Int, optimizer: String,
    hyperparameters: String = "", learningRate: Double?, schedule: String = "constant",
    batchSize: String = "", backend: String = "analytic", isDefaultRate: Bool = false,
    minimum: Double? = nil, scale: Double? = nil, lipschitzConstant: Double? = nil,
    conditionNumber: Double? = nil, isConvex: Bool = false, edge: StabilityEdge? = nil,
    knownPoints: [String] = [], batch: BatchPlan? = nil
  ) {
    guard let size = BatchSize(text: batchSize),
      let setting = Setting(
        optimizer: optimizer, hyperparameters: hyperparameters, schedule: schedule)
    else { preconditionFailure("no cell has batch size \(batchSize) and \(hyperparameters)") }
    self.init(
      problem: RunProblem(
        label: problem, instance: instance, dimension: dimension,
        facts: RunProblemFacts(
          sampleCount: batch?.sampleCount, minimum: minimum, scale: scale,
          lipschitzConstant: lipschitzConstant, conditionNumber: conditionNumber,
          isConvex: isConvex, knownPoints: knownPoints)),
      setting: setting, learningRate: learningRate, batchSize: size,
      backend: Configuration(text: backend))
    self.isDefaultRate = isDefaultRate
    self.edge = edge
    self.batch = batch
  }
}
