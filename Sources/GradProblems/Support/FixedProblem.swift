public import GradCore

/// A problem of the literature without parameters: one dimension, one function, one instance.
public protocol FixedProblem: ProblemEntry, AnalyticProblem {
  init()
}

extension FixedProblem {
  public init(_ values: ParameterValues, instance: Int) throws(ProblemError) {
    try Self.requireOnlyInstance(instance)
    self.init()
  }
}

extension ProblemEntry {
  /// Refuses all instances but the first, for functions without data, shift or rotation: equal
  /// functions under several instance numbers would be counted as several results.
  static func requireOnlyInstance(_ instance: Int) throws(ProblemError) {
    guard instance == 1 else {
      throw .instance(
        problem: id, instance: instance,
        explanation: "it has no data, shift or rotation to vary; use instance 1")
    }
  }

  /// Refuses instances below 1, for problems with seeded data.
  static func requireInstance(_ instance: Int) throws(ProblemError) {
    guard instance >= 1 else {
      throw .instance(problem: id, instance: instance, explanation: "instances start at 1")
    }
  }
}

extension Parameter {
  /// The parameter `dimension`, the number of variables.
  static func dimension(_ range: ClosedRange<Int>, default value: Int) -> Parameter {
    .integer("dimension", range, default: value, "Number of variables")
  }
}

/// The eigenvalues of the symmetric matrix [[xx, xy], [xy, yy]], both to full relative accuracy
/// where the matrix is positive definite.
func symmetricEigenvalues(
  xx: Double, xy: Double, yy: Double
) -> (smallest: Double, largest: Double) {
  let mean = 0.5 * (xx + yy)
  let radius = (0.25 * (xx - yy) * (xx - yy) + xy * xy).squareRoot()
  guard mean > 0 else { return (mean - radius, mean + radius) }
  // The product is the determinant; mean − radius would cancel.
  return ((xx * yy - xy * xy) / (mean + radius), mean + radius)
}
