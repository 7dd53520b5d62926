public import GradCore

/// What tells cells apart in the columns of a run's files, ready for looking up.
///
///     CellKey(a).anyRate == CellKey(b).anyRate       // one family of learning rates
public struct CellKey: Hashable, Sendable {
  private var problem: RunProblem
  private var optimizer: String
  /// Not the setting's name: entries of one name differ in these.
  private var hyperparameters: String?
  private var schedule: Configuration
  private var learningRate: Double?
  private var batchSize: BatchSize
  private var backend: Configuration?

  public init(_ cell: Cell) {
    problem = cell.problem
    optimizer = cell.setting.optimizer
    hyperparameters = cell.setting.hyperparameters
    schedule = cell.setting.schedule
    learningRate = cell.learningRate
    batchSize = cell.batchSize
    backend = cell.backend
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
    key.backend = nil
    return key
  }

  /// Equal for cells that differ in the hyperparameters alone, the learning rate not among them.
  public var anyHyperparameters: CellKey {
    var key = self
    key.hyperparameters = nil
    return key
  }
}
