import CKernels
import GradCore

/// Scalar optimizer steps with their gradients and all that is watched, against C that only steps.
enum StepRows {
  /// Steps of one trial: its start and end cost some microseconds, which should not show.
  static let steps = 20_000

  static func add(to table: inout SpeedTable) throws {
    for n in [2, 10] {
      let problem = try KernelProblem.rosenbrock(n)
      var room = StepRoom(problem)
      try add("gradient-descent", problem, &table) { room.descend() }
      try add("momentum", problem, &table) { room.momentum() }
      try add("adam", problem, &table) { room.adam() }
      try add(
        "gradient-descent", problem, &table, asked: nil, note: ", C that watches the norm"
      ) { room.descendWatched() }
    }
  }

  private static func add(
    _ id: String, _ problem: KernelProblem, _ table: inout SpeedTable, asked: Double? = 1.7,
    note: String = "", _ kernel: () -> [Double]
  ) throws {
    let trial = try StepTrial(problem.instance, id, steps: steps)
    let item = "step of \(id) with gradient, \(problem.name)\(note)"
    var ours: [Double] = []
    var reference: [Double] = []
    let comparison = SpeedRatio(
      ours: { ours = trial.run(Double.self, count: 1) }, operations: Double(steps),
      reference: { reference = kernel() }, operations: Double(steps))
    table.check(item, ours, reference)
    table.add(item, comparison, asked: asked)
  }
}

/// The vectors of the C optimizers.
struct StepRoom {
  private let problem: KernelProblem
  private var x: [Double]
  private var g: [Double]
  private var m: [Double]
  private var v: [Double]

  init(_ problem: KernelProblem) {
    self.problem = problem
    x = problem.instance.facts.start
    g = x
    m = x
    v = x
  }

  private mutating func reset() {
    let start = problem.instance.facts.start
    for i in x.indices {
      x[i] = start[i]
      m[i] = 0
      v[i] = 0
    }
  }

  mutating func descend() -> [Double] {
    reset()
    ck_descend(problem.gradient, &x, &g, x.count, StepTrial.rate, StepRows.steps)
    return x
  }

  mutating func momentum() -> [Double] {
    reset()
    ck_momentum(problem.gradient, &x, &g, &m, x.count, StepTrial.rate, 0.9, StepRows.steps)
    return x
  }

  mutating func adam() -> [Double] {
    reset()
    ck_adam(
      problem.gradient, &x, &g, &m, &v, x.count, StepTrial.rate, 0.9, 0.999, 1e-8,
      StepRows.steps)
    return x
  }

  mutating func descendWatched() -> [Double] {
    reset()
    var watch = ck_watch(
      lower: -.infinity, upper: .infinity, lower_square: -1, upper_square: .infinity,
      jump: .infinity, highest: -.infinity, lowest: .infinity, smallest_square: .infinity,
      largest_square: 0)
    let made = ck_descend_watched(
      problem.gradient, &x, &g, x.count, StepTrial.rate, StepRows.steps, &watch)
    return made == StepRows.steps ? x : []
  }
}
