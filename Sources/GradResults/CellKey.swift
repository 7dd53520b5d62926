/// What tells cells apart in the columns of a run's files, ready for looking up.
///
///     CellKey(a).anyRate == CellKey(b).anyRate       // one family of learning rates
public struct CellKey: Hashable, Sendable {
  private var problem, optimizer, hyperparameters, schedule, batchSize, backend: String
  private var instance, dimension: Int
  private var learningRate: Double?

  public init(_ cell: CellDescription) {
    problem = cell.problem
    optimizer = cell.optimizer
    hyperparameters = cell.hyperparameters
    schedule = cell.schedule
    batchSize = cell.batchSize
    backend = cell.backend
    instance = cell.instance
    dimension = cell.dimension
    learningRate = cell.learningRate
  }

  /// Equal for cells that differ in the learning rate alone: what a rate is chosen for, and what is
  /// timed once.
  public var anyRate: CellKey {
    var key = self
    key.learningRate = nil
    return key
  }

  /// Equal for cells that differ in the backend alone.
  public var anyBackend: CellKey {
    var key = self
    key.backend = ""
    return key
  }

  /// Equal for cells that differ in the hyperparameters alone, the learning rate not among them.
  public var anyHyperparameters: CellKey {
    var key = self
    key.hyperparameters = ""
    return key
  }
}
