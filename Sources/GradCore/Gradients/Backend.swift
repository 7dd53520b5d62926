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
  /// What may be set, as a difference's step.
  public let parameters: [Parameter]
  /// Builds what all workers share (a compiled program, say), for checked values of
  /// ``parameters``.
  public let prepare:
    @Sendable (ProblemInstance, ParameterValues) throws(BackendError) -> PreparedGradient

  public init(
    id: String, summary: String, isExact: Bool,
    parameters: [Parameter] = [],
    costPerGradient: @escaping @Sendable (_ dimension: Int) -> Int = { _ in 1 },
    prepare:
      @escaping @Sendable (ProblemInstance, ParameterValues) throws(BackendError)
      -> PreparedGradient
  ) {
    self.id = id
    self.summary = summary
    self.isExact = isExact
    self.parameters = parameters
    self.costPerGradient = costPerGradient
    self.prepare = prepare
  }

  /// A backend without parameters.
  public init(
    id: String, summary: String, isExact: Bool,
    costPerGradient: @escaping @Sendable (_ dimension: Int) -> Int = { _ in 1 },
    prepare: @escaping @Sendable (ProblemInstance) throws(BackendError) -> PreparedGradient
  ) {
    self.init(
      id: id, summary: summary, isExact: isExact, costPerGradient: costPerGradient
    ) { problem, _ throws(BackendError) in try prepare(problem) }
  }

  /// Id and non-default parameters: `central-difference:step=1e-07`.
  public func configuration(of values: ParameterValues) -> Configuration {
    Configuration(id: id, values, of: parameters)
  }

  /// The backend with its parameters set, which has none of its own any more.
  public func setting(_ given: [String: ParameterValue]) -> BackendDescription {
    let values = ParameterValues(parameters, given: given)
    return BackendDescription(
      id: configuration(of: values).text, summary: summary, isExact: isExact,
      costPerGradient: costPerGradient
    ) { [prepare] problem throws(BackendError) in try prepare(problem, values) }
  }

  /// Joined to a problem with every parameter at its default.
  public func prepare(_ problem: ProblemInstance) throws(BackendError) -> PreparedGradient {
    try prepare(problem, ParameterValues(parameters))
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
  /// Makes the Hessian of a problem for judging trials, exact where it can be had.
  public let hessian: @Sendable (ProblemInstance) -> HessianFunction
  /// Makes the second derivatives that methods ask for, as far as they can be had.
  public let curvature: @Sendable (ProblemInstance, CurvatureNeeds) -> Curvature

  public init(
    _ entries: [BackendDescription],
    hessian: @escaping @Sendable (ProblemInstance) -> HessianFunction,
    curvature: @escaping @Sendable (ProblemInstance, CurvatureNeeds) -> Curvature = { _, _ in
      Curvature()
    }
  ) {
    self.entries = entries
    self.hessian = hessian
    self.curvature = curvature
  }

  public subscript(id: String) -> BackendDescription? { entries.first { $0.id == id } }
}
