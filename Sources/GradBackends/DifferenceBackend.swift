public import GradCore
import GradNumerics

extension BackendDescription {
  /// Forward differences.
  ///
  ///     gᵢ = (f(x + h eᵢ) − f(x)) / h,   h = step · max(1, |xᵢ|)
  ///
  /// The default step, √ε, balances the truncation error h f″/2 with the rounding error 2ε|f|/h: about eight
  /// digits at best. Costs n + 1 evaluations.
  public static let forwardDifference = BackendDescription(
    id: "forward-difference",
    summary: "One-sided differences, (f(x + h) − f(x)) / h in each coordinate",
    isExact: false, parameters: [step(default: Double.ulpOfOne.squareRoot())],
    costPerGradient: { $0 + 1 },
    prepare: { problem, values throws(BackendError) in
      prepare(problem, step: values.number("step"), isCentral: false)
    })

  /// Central differences.
  ///
  ///     gᵢ = (f(x + h eᵢ) − f(x − h eᵢ)) / 2h,   h = step · max(1, |xᵢ|)
  ///
  /// The default step is ∛ε. Truncation h² f‴/6 against rounding ε|f|/h: about ten digits at best. Costs 2n evaluations; the
  /// value at x, which the harness reads, is counted to the monitor.
  public static let centralDifference = BackendDescription(
    id: "central-difference",
    summary: "Two-sided differences, (f(x + h) − f(x − h)) / 2h in each coordinate",
    isExact: false, parameters: [step(default: cubeRootOfRounding)],
    costPerGradient: { 2 * $0 },
    prepare: { problem, values throws(BackendError) in
      prepare(problem, step: values.number("step"), isCentral: true)
    })

  private static func step(default step: Double) -> Parameter {
    .number(
      "step", .positive, default: step, "Step h of a coordinate x, as a share of max(1, |x|)")
  }

  private static func prepare(
    _ problem: ProblemInstance, step: Double, isCentral: Bool
  ) -> PreparedGradient {
    let objective = problem.objective
    return PreparedGradient(
      scalar: {
        differences(
          objective.scalar, dimension: objective.dimension, step: step, isCentral: isCentral)
      },
      lanes: {
        differences(
          objective.lanes, dimension: objective.dimension, step: step, isCentral: isCentral)
      })
  }

  private static func differences<S: LaneScalar>(
    _ doors: Objective.Closures<S>, dimension: Int, step: Double, isCentral: Bool
  ) -> Oracle<S> {
    let step = S(step)
    var moved = [S](repeating: 0, count: dimension)
    let value = doors.value
    let batchValue = doors.batchValue
    return Oracle(
      value: value,
      gradient: { x, g in
        isCentral
          ? central(x, &g, &moved, step) { value($0) } : forward(x, &g, &moved, step) { value($0) }
      },
      batchGradient: batchValue.map { batchValue in
        { x, batch, g in
          isCentral
            ? central(x, &g, &moved, step) { batchValue($0, batch) }
            : forward(x, &g, &moved, step) { batchValue($0, batch) }
        }
      })
  }

  @inline(__always)
  private static func forward<S: LaneScalar>(
    _ x: Span<S>, _ g: inout MutableSpan<S>, _ moved: inout [S], _ step: S,
    _ f: (Span<S>) -> S
  ) -> S {
    for i in x.indices { moved[i] = x[i] }
    let here = f(x)
    for i in x.indices {
      let ahead = x[i] + step * S.max(S.abs(x[i]), 1)
      moved[i] = ahead
      // The step that was really taken, after rounding x + h.
      g[i] = (f(moved.span) - here) / (ahead - x[i])
      moved[i] = x[i]
    }
    return here
  }

  @inline(__always)
  private static func central<S: LaneScalar>(
    _ x: Span<S>, _ g: inout MutableSpan<S>, _ moved: inout [S], _ share: S,
    _ f: (Span<S>) -> S
  ) -> S {
    for i in x.indices { moved[i] = x[i] }
    for i in x.indices {
      let step = share * S.max(S.abs(x[i]), 1)
      let ahead = x[i] + step
      let behind = x[i] - step
      moved[i] = ahead
      let above = f(moved.span)
      moved[i] = behind
      g[i] = (above - f(moved.span)) / (ahead - behind)
      moved[i] = x[i]
    }
    return f(x)
  }

  /// ∛ε
  private static let cubeRootOfRounding = Double.cbrt(Double.ulpOfOne)
}
