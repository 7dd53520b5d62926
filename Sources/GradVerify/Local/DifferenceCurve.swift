public import GradCore
import GradNumerics

/// The error of differences against their step: truncation falls with h, rounding grows with 1/h.
public struct DifferenceCurve: Sendable {
  /// One step.
  public struct Row: Sendable {
    public let step: Double
    /// Largest absolute error of a component, relative to the largest component.
    public let forward: Double
    public let central: Double
  }

  public let rows: [Row]

  /// - Parameter gradient: The exact gradient at `point`.
  public init(_ problem: ProblemInstance, at point: [Double], gradient: [Double]) {
    let value: ([Double]) -> Double = { problem.objective.scalar.value($0.span) }
    let here = value(point)
    let size = maxNorm(gradient)
    rows = (1...13).map { exponent in
      let step = Double("1e-\(exponent)") ?? .nan
      var errors = (forward: [Double](), central: [Double]())
      for i in point.indices {
        var moved = point
        moved[i] = point[i] + step
        let (ahead, above) = (moved[i], value(moved))
        moved[i] = point[i] - step
        let (behind, below) = (moved[i], value(moved))
        errors.forward.append((above - here) / (ahead - point[i]) - gradient[i])
        errors.central.append((above - below) / (ahead - behind) - gradient[i])
      }
      return Row(
        step: step, forward: maxNorm(errors.forward) / size,
        central: maxNorm(errors.central) / size)
    }
  }
}
