/// What a user says of a problem that he writes as a formula.
public struct FormulaDescription: Sendable, Equatable {
  /// What tables call it.
  public var name: String
  public var text: String
  /// All variables in order; nil for those of the text.
  public var variables: [String]?
  /// nil for the number of variables, or the length of `start` or `minimizer`.
  public var dimension: Int?
  /// The standard start point; nil for the middle of `domain`, or else the origin.
  public var start: [Double]?
  /// The least value, where it is known.
  public var minimum: Double?
  /// A point where it is taken.
  public var minimizer: [Double]?
  /// Where random starts are drawn: one range for all coordinates, or one for each.
  public var domain: [ClosedRange<Double>]?

  public init(
    name: String = "formula", text: String, variables: [String]? = nil, dimension: Int? = nil,
    start: [Double]? = nil, minimum: Double? = nil, minimizer: [Double]? = nil,
    domain: [ClosedRange<Double>]? = nil
  ) {
    self.name = name
    self.text = text
    self.variables = variables
    self.dimension = dimension
    self.start = start
    self.minimum = minimum
    self.minimizer = minimizer
    self.domain = domain
  }
}

/// Makes a problem from a formula.
public typealias FormulaFactory =
  @Sendable (FormulaDescription) throws(FormulaProblemError) -> ProblemInstance

/// Why a formula and what is said of it make no problem.
public enum FormulaProblemError: Error, Equatable, CustomStringConvertible {
  /// The text, or its variables: where, what was found and what to do, in one sentence.
  case formula(explanation: String)
  /// One of the other parts: the end of a sentence that starts with the key's name.
  case mistake(key: Key, explanation: String)
  /// The catalog makes no problems from formulas.
  case notAvailable

  /// The parts of a ``FormulaDescription``, by their names in suites.
  public enum Key: String, Sendable { case start, minimum, minimizer, domain }

  public var description: String {
    switch self {
    case .formula(let explanation): explanation
    case .mistake(let key, let explanation): "\(key.rawValue) \(explanation)"
    case .notAvailable: "formulas are not available here."
    }
  }
}
