public import GradCore

/// Everything that suites can name, handed to the harness, which knows no problem by itself.
public struct Catalogs: Sendable {
  public var problems: ProblemCatalog
  public var optimizers: OptimizerCatalog
  public var backends: BackendCatalog

  public init(
    problems: ProblemCatalog, optimizers: OptimizerCatalog, backends: BackendCatalog
  ) {
    self.problems = problems
    self.optimizers = optimizers
    self.backends = backends
  }
}
