import GradBackends
import GradCore
import GradNumerics
import GradProblems

/// Problems written as a formula, against the same problems compiled.
enum FormulaRows {
  static func add(to table: inout SpeedTable) throws {
    for pair in try FormulaPair.all() {
      try addLanes(pair, to: &table)
      try addScalar(pair, to: &table)
      try addTrials(pair, to: &table)
    }
  }

  /// Whole trials in lanes: what a suite with a formula in it takes.
  private static func addTrials(_ pair: FormulaPair, to table: inout SpeedTable) throws {
    let twins = pair.twins
    for id in ["gradient-descent", "adam"] {
      let steps = LaneRows.steps
      let formula = try StepTrial(twins.formula, id, steps: steps, backend: .symbolic)
      let compiled = try StepTrial(twins.compiled, id, steps: steps)
      let count = Lanes.laneCount
      var (ours, reference): ([Double], [Double]) = ([], [])
      let comparison = SpeedRatio(
        ours: { ours = formula.run(Lanes.self, count: count) }, operations: Double(count * steps),
        reference: { reference = compiled.run(Lanes.self, count: count) },
        operations: Double(count * steps))
      let item = "formula to compiled problem, step of \(id) in lanes, \(pair.name)"
      if ours.isEmpty { table.check(item + ": a trial ended early", [0], [1]) }
      table.checkNear(item, ours, reference)
      table.add(item, comparison, asked: 3)
    }
  }

  private static func addLanes(_ pair: FormulaPair, to table: inout SpeedTable) throws {
    guard let byHand = pair.compiled.lanes.gradient else { return }
    let ours = try BackendDescription.symbolic.prepare(pair.formula).lanes()
    let x = pair.point.map { Lanes($0) }
    let width = Double(Lanes.laneCount)
    var (a, b) = (x, x)
    var (value, expected) = (Lanes(0), Lanes(0))

    let values = SpeedRatio(
      ours: { value = pair.formula.objective.lanes.value(x.span) }, operations: width,
      reference: { expected = pair.compiled.lanes.value(x.span) }, operations: width)
    table.checkNear(pair.name, [value[lane: 0]], [expected[lane: 0]])
    table.add("formula to compiled value on lanes, \(pair.name)", values, asked: 3)

    let gradients = SpeedRatio(
      ours: {
        var g = a.mutableSpan
        value = ours.gradient(x.span, &g)
      }, operations: width,
      reference: {
        var g = b.mutableSpan
        expected = byHand(x.span, &g)
      }, operations: width)
    table.checkNear(
      pair.name, [value[lane: 0]] + a.map { $0[lane: 0] },
      [expected[lane: 0]] + b.map { $0[lane: 0] })
    table.add("formula to analytic gradient on lanes, \(pair.name)", gradients, asked: 3)

    guard let problem = pair.problem else { return }
    let traced = try BackendDescription.symbolic.prepare(problem).lanes()
    let programs = SpeedRatio(
      ours: {
        var g = a.mutableSpan
        value = ours.gradient(x.span, &g)
      }, operations: width,
      reference: {
        var g = b.mutableSpan
        expected = traced.gradient(x.span, &g)
      }, operations: width)
    table.add("formula to symbolic gradient on lanes, \(pair.name)", programs, asked: 3)
  }

  private static func addScalar(_ pair: FormulaPair, to table: inout SpeedTable) throws {
    guard let byHand = pair.compiled.scalar.gradient else { return }
    let ours = try BackendDescription.symbolic.prepare(pair.formula).scalar()
    let x = pair.point
    var (a, b) = (x, x)
    var (value, expected) = (0.0, 0.0)
    let gradients = SpeedRatio(
      ours: {
        var g = a.mutableSpan
        value = ours.gradient(x.span, &g)
      },
      reference: {
        var g = b.mutableSpan
        expected = byHand(x.span, &g)
      })
    table.checkNear(pair.name, [value] + a, [expected] + b)
    table.add("formula to analytic gradient alone, \(pair.name)", gradients)
  }
}
