public import GradCore

extension BackendCatalog {
  /// Every gradient backend of gradbench; a new one adds its line here.
  public static let standard = BackendCatalog(
    [
      .analytic, .symbolic, .forwardDifference, .centralDifference, .dual, .reverse, .complexStep,
    ],
    hessian: { problem in Hessian.function(of: problem) })
}
