/// A kind of problem as the catalog lists it: an id, parameters, and how to make one.
///
/// To add a problem, write one file with a type that conforms, and one line in the catalog.
public protocol ProblemEntry: Sendable {
  /// Lowercase with hyphens; never changes, since baselines refer to it.
  static var id: String { get }
  /// One line for `list`, without a full stop.
  static var summary: String { get }
  /// The formula in plain text, as `describe` prints it.
  static var formula: String { get }
  static var parameters: [Parameter] { get }

  /// - Parameters:
  ///   - values: Checked against ``parameters``.
  ///   - instance: 1 is the literature's; decides data, shift and rotation, keyed by id, size and
  ///     instance alone, so that instance 3 is the same everywhere.
  /// - Throws: For combinations of parameters that cannot be.
  init(_ values: ParameterValues, instance: Int) throws(ProblemError)

  var facts: Facts { get }
  var objective: Objective { get }
  /// Bytes of data that the problem holds beside its facts: a matrix, the examples of a finite sum.
  var dataBytes: Int { get }
}

extension ProblemEntry {
  public static var parameters: [Parameter] { [] }
  public var dataBytes: Int { 0 }
}

/// Why a problem cannot be made.
public enum ProblemError: Error, Equatable, CustomStringConvertible {
  /// Parameters that are each in range but do not go together.
  case parameters(problem: String, explanation: String)
  /// The problem has no such instance.
  case instance(problem: String, instance: Int, explanation: String)
  /// A computation for the facts failed (a singular system, no convergence).
  case construction(problem: String, explanation: String)

  public var description: String {
    switch self {
    case .parameters(let problem, let explanation), .construction(let problem, let explanation):
      "\(problem): \(explanation)"
    case .instance(let problem, let instance, let explanation):
      "\(problem) has no instance \(instance): \(explanation)"
    }
  }
}

/// One problem of fixed size, ready to be evaluated.
public struct ProblemInstance: Sendable {
  public let id: String
  public let values: ParameterValues
  public let instance: Int
  /// Id, or own name, and non-default parameters but the dimension: `quadratic:conditionNumber=10`.
  public let configuration: Configuration
  public let facts: Facts
  public let objective: Objective
  /// Bytes that the problem takes as long as it is in use, shared by all its trials: its data and
  /// its facts, without what a backend adds.
  public let memoryBytes: Int
  public var dimension: Int { objective.dimension }
  /// What tables call it.
  public var label: String { configuration.text }
  /// What random numbers are keyed by: a formula by its text, since its name decides nothing.
  public var randomName: String { values["formula"].map { "formula:\($0)" } ?? label }

  /// - Parameter dataBytes: What the problem holds beside its facts, ``ProblemEntry/dataBytes``.
  public init(
    id: String, values: ParameterValues, instance: Int, configuration: Configuration,
    facts: Facts, objective: Objective, dataBytes: Int = 0
  ) {
    self.id = id
    self.values = values
    self.instance = instance
    self.configuration = configuration
    self.facts = facts
    self.objective = objective
    // Small problems are a few objects and texts.
    memoryBytes = dataBytes + facts.byteCount + 4096
  }
}

/// What the catalog knows of a kind of problem, without making one.
public struct ProblemDescription: Sendable {
  public let id: String
  public let summary: String
  public let formula: String
  public let parameters: [Parameter]
  /// What tables call a problem that has a name of its own; nil: id and parameters.
  private let ownName: String?
  private typealias Made = (facts: Facts, objective: Objective, dataBytes: Int)
  private let make: @Sendable (ParameterValues, Int) throws(ProblemError) -> Made

  public init<E: ProblemEntry>(_ entry: E.Type) {
    id = E.id
    summary = E.summary
    formula = E.formula
    parameters = E.parameters
    ownName = nil
    make = { values, instance throws(ProblemError) in
      let problem = try E(values, instance: instance)
      return (problem.facts, problem.objective, problem.dataBytes)
    }
  }

  /// The kind that has this one problem: a formula that a user wrote.
  public init(only problem: ProblemInstance) {
    id = problem.id
    summary = "A formula"
    formula = problem.values["formula"]?.description ?? problem.label
    parameters = problem.values.sorted.map { name, value in
      if case .integer(let number) = value {
        return .integer(name, number...number, default: number, "Given with the formula")
      }
      return .choice(name, [value.description], "Given with the formula")
    }
    ownName = problem.label
    make = { _, instance throws(ProblemError) in
      guard instance == 1 else {
        throw .instance(
          problem: problem.label, instance: instance, explanation: "a formula has no data to vary")
      }
      return (problem.facts, problem.objective, 0)
    }
  }

  /// A problem of this kind; `given` holds checked values, the others take their defaults.
  public func instance(
    given: [String: ParameterValue] = [:], instance: Int = 1
  ) throws(ProblemError) -> ProblemInstance {
    let values = ParameterValues(parameters, given: given)
    let made = try make(values, instance)
    return ProblemInstance(
      id: id, values: values, instance: instance, configuration: configuration(of: values),
      facts: made.facts, objective: made.objective, dataBytes: made.dataBytes)
  }

  /// Id and non-default parameters but the dimension: `quadratic:conditionNumber=10`.
  public func configuration(of values: ParameterValues) -> Configuration {
    if let ownName { return Configuration(id: ownName) }
    return Configuration(id: id, values, of: parameters, without: "dimension")
  }
}

/// The problems that a program knows, handed to the harness.
public struct ProblemCatalog: Sendable {
  public let entries: [ProblemDescription]
  private var makeFormula: FormulaFactory?

  public init(_ entries: [ProblemDescription]) { self.entries = entries }

  /// The catalog with a way to make problems from formulas.
  public func makingFormulas(_ factory: @escaping FormulaFactory) -> ProblemCatalog {
    var catalog = self
    catalog.makeFormula = factory
    return catalog
  }

  public subscript(id: String) -> ProblemDescription? { entries.first { $0.id == id } }

  /// Whether ``formula(_:)`` can make problems.
  public var hasFormulas: Bool { makeFormula != nil }

  /// The problem that a user wrote as a formula.
  public func formula(
    _ description: FormulaDescription
  ) throws(FormulaProblemError) -> ProblemInstance {
    guard let makeFormula else { throw .notAvailable }
    return try makeFormula(description)
  }
}
