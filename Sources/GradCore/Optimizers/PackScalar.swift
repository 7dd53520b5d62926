public import GradNumerics

/// A lane scalar that trials run on: it knows its closures in an objective, a backend and a method.
public protocol PackScalar: LaneScalar {
  static func doors(of objective: Objective) -> Objective.Closures<Self>
  static func oracle(of gradient: PreparedGradient) -> Oracle<Self>
  static func execute(_ optimizer: OptimizerDescription, _ work: PackWork<Self>)
}

extension Double: PackScalar {
  public static func doors(of objective: Objective) -> Objective.Closures<Double> {
    objective.scalar
  }
  public static func oracle(of gradient: PreparedGradient) -> Oracle<Double> { gradient.scalar() }
  public static func execute(_ optimizer: OptimizerDescription, _ work: PackWork<Double>) {
    optimizer.runScalar(work)
  }
}

extension Lanes: PackScalar {
  public static func doors(of objective: Objective) -> Objective.Closures<Lanes> { objective.lanes }
  public static func oracle(of gradient: PreparedGradient) -> Oracle<Lanes> { gradient.lanes() }
  public static func execute(_ optimizer: OptimizerDescription, _ work: PackWork<Lanes>) {
    guard let run = optimizer.runLanes else {
      preconditionFailure("\(optimizer.id) searches, and runs its trials one by one")
    }
    run(work)
  }
}
