public import GradCore

/// One cell as tables show it: everything of a trial but its seed, with what is known of its
/// problem.
public struct CellDescription: Sendable, Equatable {
  /// The problem's label: id and non-default parameters but the dimension.
  public var problem: String
  public var instance: Int
  public var dimension: Int
  public var optimizer: String
  /// All hyperparameters but the learning rate: `beta1=0.9;beta2=0.999`.
  public var hyperparameters: String
  /// The configured rate; nil for methods that have none.
  public var learningRate: Double?
  /// `constant`, `step:every=100,factor=0.5`.
  public var schedule: String
  /// Empty for a deterministic problem, a number of examples, or `full`.
  public var batchSize: String
  public var backend: String

  /// The optimizer's default rate is this cell's.
  public var isDefaultRate: Bool
  /// The problem's infimum where it is finite and known.
  public var minimum: Double?
  /// Whether the infimum is attained.
  public var isAttained: Bool
  /// f(standard start) − minimum, the scale of fractional targets.
  public var scale: Double?
  /// L, the gradient's Lipschitz constant where known; else nil.
  public var lipschitzConstant: Double?
  public var conditionNumber: Double?
  public var isConvex: Bool
  /// The method's stability edge on this problem where theory names one.
  public var edge: StabilityEdge?
  /// The known points that a trial may come to, as `reached` names them.
  public var knownPoints: [String]
  /// Examples a batch and in all, for data passes; nil for a deterministic problem.
  public var batch: BatchPlan?

  public init(
    problem: String, instance: Int, dimension: Int, optimizer: String, hyperparameters: String,
    learningRate: Double?, schedule: String, batchSize: String, backend: String,
    isDefaultRate: Bool = false, minimum: Double? = nil, isAttained: Bool = true,
    scale: Double? = nil, lipschitzConstant: Double? = nil, conditionNumber: Double? = nil,
    isConvex: Bool = false, edge: StabilityEdge? = nil, knownPoints: [String] = [],
    batch: BatchPlan? = nil
  ) {
    self.problem = problem
    self.instance = instance
    self.dimension = dimension
    self.optimizer = optimizer
    self.hyperparameters = hyperparameters
    self.learningRate = learningRate
    self.schedule = schedule
    self.batchSize = batchSize
    self.backend = backend
    self.isDefaultRate = isDefaultRate
    self.minimum = minimum
    self.isAttained = isAttained
    self.scale = scale
    self.lipschitzConstant = lipschitzConstant
    self.conditionNumber = conditionNumber
    self.isConvex = isConvex
    self.edge = edge
    self.knownPoints = knownPoints
    self.batch = batch
  }
}
