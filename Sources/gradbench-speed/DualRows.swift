import CKernels
import GradBackends
import GradCore

/// Gradients on duals of eight partials, against duals written by hand in C.
enum DualRows {
  static func add(to table: inout SpeedTable) throws {
    let problem = try KernelProblem.rosenbrock(1000)
    let item = "dual gradient, \(problem.name)"
    let oracle = try BackendDescription.dual.prepare(problem.instance).scalar()
    let x = problem.point
    var ours = x
    var reference = x
    let room = ck_duals_create(x.count)
    defer { ck_duals_destroy(room) }
    var (a, b) = (0.0, 0.0)
    let comparison = SpeedRatio(
      ours: {
        var g = ours.mutableSpan
        a = oracle.gradient(x.span, &g)
      }, reference: { b = ck_rosenbrock_duals(room, x, &reference, x.count) })
    table.check(item, [a] + ours, [b] + reference)
    table.add(item, comparison, asked: 1.2)
  }
}
