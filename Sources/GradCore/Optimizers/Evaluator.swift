public import GradNumerics

/// What a searching method asks through: each answer is counted, paid from the budget, and a look.
///
/// The points of a stencil cost, but are no looks. An ask throws ``TrialEnded`` where its point ends
/// the trial, where the budget of cost does not pay for it, in which case it is not made, and where
/// the run was interrupted or is out of time.
public final class Evaluator {
  public let dimension: Int

  private let oracle: Oracle<Double>
  private let price: Int
  private let hessian: HessianFunction?
  private let product: HessianProductFunction?
  let watch: SearchWatch

  init(_ work: PackWork<Double>) {
    dimension = work.dimension
    oracle = work.oracle
    price = work.rules.costPerGradient
    hessian = work.curvature.hessian
    product = work.curvature.product?()
    watch = SearchWatch(work)
  }

  // MARK: Asks

  /// The objective at `x`: one objective evaluation.
  public func value(at x: Span<Double>) throws(TrialEnded) -> Double {
    guard watch.isWatching else { return oracle.value(x) }
    try watch.lookAtIterate()
    try watch.pay(1)
    watch.counts.addObjective()
    let f = oracle.value(x)
    try watch.glance(f, at: x)
    return f
  }

  /// Writes the gradient at `x`, and returns the objective there: one gradient evaluation.
  public func gradient(
    at x: Span<Double>, into g: inout MutableSpan<Double>
  ) throws(TrialEnded) -> Double {
    guard watch.isWatching else { return oracle.gradient(x, &g) }
    let isIterate = watch.awaitsGradient(at: x)
    if !isIterate { try watch.lookAtIterate() }
    try watch.pay(price)
    watch.counts.add(costing: price)
    let f = oracle.gradient(x, &g)
    watch.keep(x, f, g.span)
    if isIterate { try watch.lookAtIterate() } else { try watch.glanceAtKept() }
    return f
  }

  /// The Hessian at `x`, of a method that says it needs Hessians; nil where it is not finite or
  /// cannot be had there. Not in the cost.
  public func hessian(at x: Span<Double>) throws(TrialEnded) -> Matrix? {
    guard let hessian else { preconditionFailure("the method does not say that it needs Hessians") }
    if watch.isWatching {
      try watch.lookAtIterate()
      try watch.pay(0)
      watch.counts.addHessian()
    }
    return hessian(x.indices.map { x[$0] })
  }

  /// Writes the Hessian at `x` times `v`, of a method that says it needs products. Not in the cost.
  public func hessianProduct(
    at x: Span<Double>, along v: Span<Double>, into product: inout MutableSpan<Double>
  ) throws(TrialEnded) {
    guard let function = self.product else {
      preconditionFailure("the method does not say that it needs Hessian-vector products")
    }
    if watch.isWatching {
      try watch.lookAtIterate()
      try watch.pay(0)
      watch.counts.addHessianProduct()
    }
    function(x, v, &product)
  }

  /// What the budget of cost still pays for.
  public var budgetLeft: Int { watch.budgetLeft }

  // MARK: The loop

  func begin(_ monitor: TrialMonitor) { watch.begin(monitor) }

  func arrive(at x: [Double], iteration: Int, rate: Double) throws(TrialEnded) {
    try watch.arrive(at: x, iteration: iteration, rate: rate)
  }

  /// The look at the iterate, where the method did not ask for its gradient.
  func lookAtIterate() throws(TrialEnded) { try watch.lookAtIterate() }
}
