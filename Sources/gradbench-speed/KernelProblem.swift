import CKernels
import GradBackends
import GradCore
import GradNumerics
import GradProblems

/// A problem of the catalog with its twin in C.
struct KernelProblem {
  let instance: ProblemInstance
  let value: @convention(c) (UnsafePointer<Double>?, Int) -> Double
  let gradient:
    @convention(c) (UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int) -> Double

  var dimension: Int { instance.dimension }
  var name: String { "\(instance.id) n = \(dimension)" }

  static func rosenbrock(_ dimension: Int) throws -> KernelProblem {
    try KernelProblem(
      "rosenbrock", dimension, value: ck_rosenbrock, gradient: ck_rosenbrock_gradient)
  }

  static func sphere(_ dimension: Int) throws -> KernelProblem {
    try KernelProblem("sphere", dimension, value: ck_sphere, gradient: ck_sphere_gradient)
  }

  private init(
    _ id: String, _ dimension: Int,
    value: @escaping @convention(c) (UnsafePointer<Double>?, Int) -> Double,
    gradient:
      @escaping @convention(c) (
        UnsafePointer<Double>?, UnsafeMutablePointer<Double>?, Int
      ) -> Double
  ) throws {
    guard let entry = ProblemCatalog.standard[id] else { throw MissingEntry(id: id) }
    instance = try entry.instance(given: ["dimension": .integer(dimension)])
    self.value = value
    self.gradient = gradient
  }

  /// A point off every symmetry, so that no factor is 0 or 1.
  var point: [Double] {
    instance.facts.start.enumerated().map { $1 + 0.01 * Double(($0 * 7) % 11 - 5) }
  }
}

/// The catalog lacks what is to be timed.
struct MissingEntry: Error, CustomStringConvertible {
  let id: String
  var description: String { "the catalog has no '\(id)'" }
}
