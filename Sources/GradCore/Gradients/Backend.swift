public import GradNumerics

/// A way to compute gradients, as the catalog lists it.
public struct BackendDescription: Sendable {
  public let id: String
  /// One line without a full stop.
  public let summary: String
  /// Whether its derivatives are exact to rounding (differences are not).
  public let isExact: Bool
  /// What one gradient of dimension n adds to the cost: 1, or the stencil points of a difference.
  public let costPerGradient: @Sendable (_ dimension: Int) -> Int
  /// Builds what all workers share (a compiled program, say).
  public let prepare: @Sendable (ProblemInstance) throws(BackendError) -> PreparedGradient

  public init(
    id: String, summary: String, isExact: Bool,
    costPerGradient: @escaping @Sendable (_ dimension: Int) -> Int = { _ in 1 },
    prepare: @escaping @Sendable (ProblemInstance) throws(BackendError) -> PreparedGradient
  ) {
    self.id = id
    self.summary = summary
    self.isExact = isExact
    self.costPerGradient = costPerGradient
    self.prepare = prepare
  }
}

/// A backend joined to a problem: makes evaluators, one a worker.
public struct PreparedGradient: Sendable {
  public let scalar: @Sendable () -> Oracle<Double>
  public let lanes: @Sendable () -> Oracle<Lanes>

  public init(
    scalar: @escaping @Sendable () -> Oracle<Double>,
    lanes: @escaping @Sendable () -> Oracle<Lanes>
  ) {
    self.scalar = scalar
    self.lanes = lanes
  }
}

/// Why a backend cannot serve a problem.
public enum BackendError: Error, Equatable, CustomStringConvertible {
  case noAnalyticGradient(problem: String)
  case cannotTrace(problem: String, explanation: String)
  /// `operations` are the names of what the problem's text uses and the backend cannot step over.
  case notSmooth(problem: String, operations: [String])
  /// Nobody asked for it by name, and it would take long.
  case tooManyPasses(problem: String, passes: Int)

  public var description: String {
    switch self {
    case .noAnalyticGradient(let problem): "\(problem) gives no gradient by hand"
    case .cannotTrace(let problem, let explanation): "\(problem): \(explanation)"
    case .notSmooth(let problem, let operations):
      "\(problem) uses \(operations.joined(separator: ", ")), which the complex step cannot cross"
    case .tooManyPasses(let problem, let passes):
      "one gradient of \(problem) goes through the objective \(passes) times; name the backend to "
        + "have it"
    }
  }
}

/// The Hessian of the full objective at a point, or nil where it cannot be had.
public typealias HessianFunction = @Sendable (_ point: [Double]) -> Matrix?

/// The gradient backends that a program knows, handed to the harness.
public struct BackendCatalog: Sendable {
  public let entries: [BackendDescription]
  /// Makes the Hessian of a problem, exact where it can be had.
  public let hessian: @Sendable (ProblemInstance) -> HessianFunction

  public init(
    _ entries: [BackendDescription],
    hessian: @escaping @Sendable (ProblemInstance) -> HessianFunction
  ) {
    self.entries = entries
    self.hessian = hessian
  }

  public subscript(id: String) -> BackendDescription? { entries.first { $0.id == id } }
}
