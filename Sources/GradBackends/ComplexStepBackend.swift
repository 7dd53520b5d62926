public import GradCore
import GradNumerics

extension BackendDescription {
  /// The complex step.
  ///
  ///     gᵢ = Im f(x + ih eᵢ) / h,   h = 2⁻¹⁰⁰ |xᵢ| (``GradNumerics/Complex/step(at:)``)
  ///
  /// A difference quotient without a difference: nothing cancels, so h can be far below rounding and
  /// the derivative is exact to rounding. Costs n evaluations, its stencil points. Refused for
  /// problems that use `abs`, `sign`, `max`, `min` or `select`, which have no complex derivative.
  public static let complexStep = BackendDescription(
    id: "complex-step", summary: "Im f(x + ih) / h in each coordinate, for smooth problems",
    isExact: true, costPerGradient: stencilPoints
  ) { problem throws(BackendError) in
    let kinks = kinks(of: problem.objective)
    guard kinks.isEmpty else {
      throw .notSmooth(problem: problem.label, operations: kinks.names)
    }
    let objective = problem.objective
    return PreparedGradient(
      scalar: { steps(objective, objective.scalar.value) },
      lanes: { steps(objective, objective.lanes.value) })
  }

  @Sendable private static func stencilPoints(_ dimension: Int) -> Int { dimension }

  /// Found by recording; the tape may be too short for the function, its kinks are noted anyway.
  private static func kinks(of objective: Objective) -> Kinks {
    let tape = Tape(nodeLimit: objective.dimension + 1)
    try? tape.record(dimension: objective.dimension) { objective.variable.value($0) }
    return tape.kinks
  }

  private static func steps<S: LaneScalar>(
    _ objective: Objective, _ value: @escaping Objective.Value<S>
  ) -> Oracle<S> {
    var point = [Complex](repeating: 0, count: objective.dimension)
    let doors = objective.complex
    return Oracle(
      value: value,
      gradient: { x, g in byLane(x, &g, &point) { doors.value($0) } },
      batchGradient: doors.batchValue.map { batchValue in
        { x, batch, g in byLane(x, &g, &point) { batchValue($0, batch) } }
      })
  }

  @inline(__always)
  private static func byLane<S: LaneScalar>(
    _ x: Span<S>, _ g: inout MutableSpan<S>, _ point: inout [Complex],
    _ f: (Span<Complex>) -> Complex
  ) -> S {
    var value = S(.nan)
    for lane in 0..<S.laneCount {
      for i in x.indices { point[i] = Complex(x[i][lane: lane]) }
      for i in x.indices {
        let step = Complex.step(at: point[i].real)
        point[i].imaginary = step
        let result = f(point.span)
        point[i].imaginary = 0
        g[i][lane: lane] = result.imaginary / step
        value[lane: lane] = result.real
      }
    }
    return value
  }
}
