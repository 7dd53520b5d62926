public import GradCore

extension BackendCatalog {
  /// Every gradient backend of gradbench; a new one adds its line here.
  public static let standard = BackendCatalog(
    [
      .analytic, .symbolic, .forwardDifference, .centralDifference, .dual, .reverse, .complexStep,
    ],
    hessian: { problem in Hessian.function(of: problem) },
    curvature: { problem, needs in
      var product: (@Sendable () -> HessianProductFunction)?
      if needs.contains(.products), let made = try? HessianProduct(problem) {
        product = {
          let evaluator = made.evaluator()
          return { x, v, product in _ = evaluator(x, v, &product) }
        }
      }
      return Curvature(
        hessian: needs.contains(.hessian) ? Hessian.exact(of: problem) : nil, product: product)
    })
}
