public import GradNumerics

/// A method as the catalog lists it: an id and hyperparameters. How it runs is told by
/// ``Optimizer`` or ``SearchingOptimizer``.
public protocol OptimizerEntry: Sendable {
  /// Lowercase with hyphens; never changes.
  static var id: String { get }
  /// One line for `list`, without a full stop.
  static var summary: String { get }
  /// The update rule in plain text, as `describe` prints it.
  static var formula: String { get }
  /// Hyperparameters, `learningRate` among them where the method has one.
  static var parameters: [Parameter] { get }
  /// Where a reader finds the method.
  static var source: String { get }
  /// The largest stable learning rate on a quadratic whose largest curvature is `curvature`: the
  /// rate and its formula; nil where theory names none.
  static func stabilityEdge(
    curvature: Double, values: ParameterValues
  ) -> (rate: Double, formula: String)?
  /// The method as a heavy ball, where on a quadratic it is one; nil: another method.
  static func heavyBall(values: ParameterValues) -> HeavyBall?
}

extension OptimizerEntry {
  public static func stabilityEdge(
    curvature: Double, values: ParameterValues
  ) -> (rate: Double, formula: String)? { nil }
  public static func heavyBall(values: ParameterValues) -> HeavyBall? { nil }
}

/// A first-order method: one gradient an iteration. It is a ``Stepper`` and one line:
///
///     public static func run<S: PackScalar>(_ work: PackWork<S>) { drive(State<S>.self, work) }
public protocol Optimizer: OptimizerEntry {
  /// Whether `weightDecay` is added to the gradient before the step; false where the method applies
  /// it by itself.
  static var couplesWeightDecay: Bool { get }
  /// Runs all trials of a pack.
  static func run<S: PackScalar>(_ work: PackWork<S>)
}

extension Optimizer {
  public static var couplesWeightDecay: Bool { true }
}

/// A method that asks for as many values, gradients and second derivatives an iteration as it wants:
/// a ``Searcher``. Its trials run one by one, on full objectives only, and its gradients reach it as
/// they are, without clipping or weight decay.
public protocol SearchingOptimizer: OptimizerEntry {
  associatedtype State: Searcher
  /// What it asks for beside values and gradients; problems that cannot give it are left out.
  static var needs: CurvatureNeeds { get }
}

extension SearchingOptimizer {
  public static var needs: CurvatureNeeds { [] }
}

/// What the catalog knows of a method.
public struct OptimizerDescription: Sendable {
  public let id: String
  public let summary: String
  public let formula: String
  /// The method's own hyperparameters.
  public let parameters: [Parameter]
  public let source: String
  public let couplesWeightDecay: Bool
  public let stabilityEdge:
    @Sendable (_ curvature: Double, ParameterValues) -> (rate: Double, formula: String)?
  public let heavyBall: @Sendable (ParameterValues) -> HeavyBall?
  public let needs: CurvatureNeeds
  public let runScalar: @Sendable (PackWork<Double>) -> Void
  /// nil: a searching method.
  public let runLanes: (@Sendable (PackWork<Lanes>) -> Void)?

  /// Gradient clipping, which every first-order method takes; 0 is none.
  public static let clipping: [Parameter] = [
    .number("clipValue", .nonNegative, default: 0, "cut each component of the gradient to ±this"),
    .number("clipNorm", .nonNegative, default: 0, "shrink longer gradients to this norm"),
  ]

  @inlinable public init<O: Optimizer>(_ optimizer: O.Type) {
    id = O.id
    summary = O.summary
    formula = O.formula
    parameters = O.parameters
    source = O.source
    couplesWeightDecay = O.couplesWeightDecay
    stabilityEdge = { O.stabilityEdge(curvature: $0, values: $1) }
    heavyBall = { O.heavyBall(values: $0) }
    needs = []
    runScalar = { O.run($0) }
    runLanes = { O.run($0) }
  }

  public init<O: SearchingOptimizer>(_ optimizer: O.Type) {
    id = O.id
    summary = O.summary
    formula = O.formula
    parameters = O.parameters
    source = O.source
    couplesWeightDecay = false
    stabilityEdge = { O.stabilityEdge(curvature: $0, values: $1) }
    heavyBall = { O.heavyBall(values: $0) }
    needs = O.needs
    runScalar = { search(O.State.self, $0) }
    runLanes = nil
  }

  /// Whether the method asks for more than a gradient an iteration, and runs one trial at a time.
  public var isSearching: Bool { runLanes == nil }

  /// Whether the method takes a learning rate.
  public var hasLearningRate: Bool { parameters.contains { $0.name == "learningRate" } }
  /// The method's own and the common hyperparameters.
  public var allParameters: [Parameter] { isSearching ? parameters : parameters + Self.clipping }

  /// Hyperparameters as tables show them: all of the method's but the learning rate, sorted, and
  /// clipping where it is on.
  public func shownValues(of values: ParameterValues) -> [NamedValue] {
    values.sorted.filter { name, value in
      name != "learningRate"
        && (!Self.clipping.contains { $0.name == name } || value != .number(0))
    }.map { NamedValue(name: $0.name, value: $0.value) }
  }
}

/// The methods that a program knows, handed to the harness.
public struct OptimizerCatalog: Sendable {
  public let entries: [OptimizerDescription]

  public init(_ entries: [OptimizerDescription]) { self.entries = entries }

  public subscript(id: String) -> OptimizerDescription? { entries.first { $0.id == id } }
}
