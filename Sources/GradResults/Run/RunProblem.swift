public import GradCore

/// One problem of a run with every fact that reports need, so that they need no problem.
///
/// Cells share it: a run has few problems and many cells.
public final class RunProblem: Sendable {
  /// The catalog's id; `formula` for one that a user wrote.
  public let id: String
  /// What tables show: the id, or the name of a problem that has its own, with the parameters that
  /// are not at their defaults, but the dimension.
  public let configuration: Configuration
  /// All parameters with their values, sorted by name.
  public let parameters: [NamedValue]
  /// Features laid over the problem, the first innermost.
  public let features: [Configuration]
  public let instance: Int
  public let dimension: Int
  public let facts: RunProblemFacts

  public init(
    id: String, configuration: Configuration, parameters: [NamedValue] = [],
    features: [Configuration] = [], instance: Int = 1, dimension: Int,
    facts: RunProblemFacts = RunProblemFacts()
  ) {
    self.id = id
    self.configuration = configuration
    self.parameters = parameters
    self.features = features
    self.instance = instance
    self.dimension = dimension
    self.facts = facts
  }

  /// A problem of which only its columns are known: `problem`, `instance` and `dimension`.
  public convenience init(
    label: String, instance: Int = 1, dimension: Int, facts: RunProblemFacts = RunProblemFacts()
  ) {
    let configuration = Configuration(text: label)
    self.init(
      id: configuration.id, configuration: configuration, parameters: configuration.values,
      instance: instance, dimension: dimension, facts: facts)
  }

  /// As the column `problem` has it: `quadratic:conditionNumber=10`.
  public var label: String { configuration.text }

  /// Problems that are variants of one are a family; rotated ones are a family of their own.
  public var family: String {
    parameters["rotation"] == .flag(true) ? configuration.id + " rotated" : configuration.id
  }

  /// Whether a target has a meaning on the problem: a fraction or a gap needs the minimum.
  public func defines(_ target: Target) -> Bool {
    if case .gradientNorm = target { return true }
    return target.threshold(minimum: facts.minimum, scale: facts.scale) != nil
  }
}

/// The same problem: equal columns.
extension RunProblem: Hashable {
  public static func == (a: RunProblem, b: RunProblem) -> Bool {
    a === b || (a.label == b.label && a.instance == b.instance && a.dimension == b.dimension)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(label)
    hasher.combine(instance)
    hasher.combine(dimension)
  }
}

/// What is known of a problem; nil is not known.
public struct RunProblemFacts: Sendable, Equatable, Codable {
  /// Examples of a finite sum.
  public var sampleCount: Int?
  /// The infimum where it is finite.
  public var minimum: Double?
  /// Whether the infimum is attained.
  public var isAttained: Bool
  /// S = f(standard start) − minimum, the scale of fractional targets.
  public var scale: Double?
  /// L, the gradient's Lipschitz constant.
  public var lipschitzConstant: Double?
  /// λmax of the Hessian at the minimizer.
  public var largestEigenvalue: Double?
  /// κ, largest over smallest eigenvalue at the minimizer, or L/μ.
  public var conditionNumber: Double?
  public var isConvex: Bool
  /// The known points that a trial may come to, as `reached` names them.
  public var knownPoints: [String]
  /// What one gradient adds to the cost, by backend.
  public var gradientPrices: [String: Int]

  public init(
    sampleCount: Int? = nil, minimum: Double? = nil, isAttained: Bool = true,
    scale: Double? = nil, lipschitzConstant: Double? = nil, largestEigenvalue: Double? = nil,
    conditionNumber: Double? = nil, isConvex: Bool = false, knownPoints: [String] = [],
    gradientPrices: [String: Int] = [:]
  ) {
    self.sampleCount = sampleCount
    self.minimum = minimum
    self.isAttained = isAttained
    self.scale = scale
    self.lipschitzConstant = lipschitzConstant
    self.largestEigenvalue = largestEigenvalue
    self.conditionNumber = conditionNumber
    self.isConvex = isConvex
    self.knownPoints = knownPoints
    self.gradientPrices = gradientPrices
  }
}
