public import GradCore

extension BackendDescription {
  /// The gradient that the problem gives by hand.
  public static let analytic = BackendDescription(
    id: "analytic", summary: "The gradient that the problem gives by hand", isExact: true
  ) { problem throws(BackendError) in
    let scalar = problem.objective.scalar
    let lanes = problem.objective.lanes
    guard scalar.gradient != nil, lanes.gradient != nil else {
      throw .noAnalyticGradient(problem: problem.label)
    }
    return PreparedGradient(
      scalar: { Oracle(analytic: scalar) }, lanes: { Oracle(analytic: lanes) })
  }
}
