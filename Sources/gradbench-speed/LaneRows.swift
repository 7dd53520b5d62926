import GradCore
import GradNumerics

/// Eight trials in lanes against the same eight one by one.
enum LaneRows {
  static let steps = 4_000

  static func add(to table: inout SpeedTable) throws {
    for n in [2, 10] { addGradient(of: try KernelProblem.rosenbrock(n), to: &table) }
    try add("gradient-descent", 2, asked: 1.0 / 5, &table)
    try add("gradient-descent", 10, asked: 1.0 / 3, &table)
    try add("momentum", 2, asked: 1.0 / 5, &table)
    try add("momentum", 10, asked: 1.0 / 3, &table)
    try add("adam", 2, asked: 1.0 / 4, &table)
    try add("adam", 10, asked: 1.0 / 1.4, &table)
  }

  private static func add(
    _ id: String, _ n: Int, asked: Double, _ table: inout SpeedTable
  ) throws {
    let problem = try KernelProblem.rosenbrock(n)
    let trial = try StepTrial(problem.instance, id, steps: steps)
    let item = "step of \(id) in lanes to scalar Swift, \(problem.name)"
    let count = Lanes.laneCount
    var ours: [Double] = []
    var reference: [Double] = []
    let operations = Double(count * steps)
    let comparison = SpeedRatio(
      ours: { ours = trial.run(Lanes.self, count: count) }, operations: operations,
      reference: { reference = trial.run(Double.self, count: count) }, operations: operations)
    table.check(item, ours, reference)
    if ours.isEmpty { table.check(item + ": a trial ended early", [0], [1]) }
    table.add(item, comparison, asked: asked)
  }

  /// The gradient alone: what of a step the vectors can speed up at all.
  private static func addGradient(of problem: KernelProblem, to table: inout SpeedTable) {
    let objective = problem.instance.objective
    guard let scalar = objective.scalar.gradient, let lanes = objective.lanes.gradient else {
      return
    }
    let item = "gradient in lanes to scalar Swift, \(problem.name)"
    let x = problem.point
    let packed = x.map { Lanes($0) }
    var ours = packed
    var reference = x
    var (a, b) = (Lanes(0), 0.0)
    let comparison = SpeedRatio(
      ours: {
        var g = ours.mutableSpan
        a = lanes(packed.span, &g)
      }, operations: Double(Lanes.laneCount),
      reference: {
        var g = reference.mutableSpan
        b = scalar(x.span, &g)
      })
    for lane in 0..<Lanes.laneCount {
      table.check(item, [a[lane: lane]] + ours.map { $0[lane: lane] }, [b] + reference)
    }
    table.add(item, comparison)
  }
}
