public import GradCore
import GradNumerics

extension BackendDescription {
  /// Forward mode: the objective on dual numbers, a few directions at a time.
  ///
  /// Exact to rounding on every problem, by ⌈n/w⌉ evaluations on duals of w partials: `width`, or
  /// eight (two or four where n is no more). In a pack it runs lane by lane, since duals already fill the vectors.
  public static let dual = BackendDescription(
    id: "dual", summary: "The objective on dual numbers, eight directions at a time",
    isExact: true,
    parameters: [
      .choice("width", ["auto", "2", "4", "8"], "Directions at a time; auto as the dimension asks")
    ]
  ) { problem, values throws(BackendError) in
    let objective = problem.objective
    let width = Int(values.choice("width")) ?? objective.dimension
    return switch width {
    case ...2: prepare(objective, objective.dual2)
    case ...4: prepare(objective, objective.dual4)
    default: prepare(objective, objective.dual8)
    }
  }

  @inline(__always)
  private static func prepare<D>(
    _ objective: Objective, _ doors: Objective.Closures<Dual<D>>
  ) -> PreparedGradient {
    let plain = objective.scalar.value
    let lanesValue = objective.lanes.value
    let dimension = objective.dimension
    return PreparedGradient(
      scalar: {
        var seeds = [Dual<D>](repeating: 0, count: dimension)
        return Oracle(
          value: plain,
          gradient: { x, g in sweep(x, &g, &seeds) { doors.value($0) } },
          batchGradient: doors.batchValue.map { batchValue in
            { x, batch, g in sweep(x, &g, &seeds) { batchValue($0, batch) } }
          })
      },
      lanes: {
        var seeds = [Dual<D>](repeating: 0, count: dimension)
        var point = [Double](repeating: 0, count: dimension)
        var gradient = point
        return Oracle(
          value: lanesValue,
          gradient: { x, g in
            byLane(x, &g, &point, &gradient) { x, g in sweep(x, &g, &seeds) { doors.value($0) } }
          },
          batchGradient: doors.batchValue.map { batchValue in
            { x, batch, g in
              byLane(x, &g, &point, &gradient) { x, g in
                sweep(x, &g, &seeds) { batchValue($0, batch) }
              }
            }
          })
      })
  }

  /// All partial derivatives, `D.scalarCount` at a time.
  @inline(__always)
  private static func sweep<D>(
    _ x: Span<Double>, _ g: inout MutableSpan<Double>, _ seeds: inout [Dual<D>],
    _ f: (Span<Dual<D>>) -> Dual<D>
  ) -> Double {
    let width = D.scalarCount
    for i in x.indices { seeds[i] = Dual(x[i]) }
    var value = Double.nan
    for first in stride(from: 0, to: x.count, by: width) {
      let last = Swift.min(first + width, x.count)
      for i in first..<last { seeds[i].partials[i - first] = 1 }
      let result = f(seeds.span)
      for i in first..<last {
        g[i] = result.partials[i - first]
        seeds[i].partials = .zero
      }
      value = result.value
    }
    return value
  }

  @inline(__always)
  private static func byLane<S: LaneScalar>(
    _ x: Span<S>, _ g: inout MutableSpan<S>, _ point: inout [Double], _ gradient: inout [Double],
    _ scalar: (Span<Double>, inout MutableSpan<Double>) -> Double
  ) -> S {
    var value: S = 0
    for lane in 0..<S.laneCount {
      for i in x.indices { point[i] = x[i][lane: lane] }
      do {
        var view = gradient.mutableSpan
        value[lane: lane] = scalar(point.span, &view)
      }
      for i in x.indices { g[i][lane: lane] = gradient[i] }
    }
    return value
  }
}
