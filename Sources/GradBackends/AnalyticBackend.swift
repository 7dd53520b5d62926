public import GradCore

extension BackendDescription {
  /// The gradient that the problem gives by hand.
  public static let analytic = BackendDescription(
    id: "analytic", summary: "the gradient that the problem gives by hand", isExact: true
  ) { problem throws(BackendError) in
    let scalar = problem.objective.scalar
    let lanes = problem.objective.lanes
    guard let scalarGradient = scalar.gradient, let lanesGradient = lanes.gradient else {
      throw .noAnalyticGradient(problem: problem.label)
    }
    return PreparedGradient(
      scalar: {
        Oracle(
          value: scalar.value, gradient: scalarGradient, batchGradient: scalar.batchGradient)
      },
      lanes: {
        Oracle(value: lanes.value, gradient: lanesGradient, batchGradient: lanes.batchGradient)
      })
  }
}
