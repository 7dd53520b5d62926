/// All of a cell but its learning rate: what a rate is chosen for, and what is timed once.
public struct CellFamily: Hashable, Sendable {
  public let problem, optimizer, hyperparameters, schedule, batchSize, backend: String
  public let instance, dimension: Int

  public init(_ cell: CellDescription) {
    problem = cell.problem
    optimizer = cell.optimizer
    hyperparameters = cell.hyperparameters
    schedule = cell.schedule
    batchSize = cell.batchSize
    backend = cell.backend
    instance = cell.instance
    dimension = cell.dimension
  }
}
