import GradText

/// Why a text is no formula, or a formula cannot be evaluated in a dimension.
///
/// Each mistake of the text carries where it is; ``description`` says where, what was found and
/// what to write.
public enum FormulaError: Error, Equatable, Sendable, CustomStringConvertible {
  case empty
  case tooLong(bytes: Int, limit: Int)
  case notUTF8(at: FormulaPosition)
  /// A character that no formula has.
  case strayCharacter(String, advice: String?, at: FormulaPosition)
  case malformedNumber(String, explanation: String, at: FormulaPosition)
  case unexpected(found: String, expected: String, advice: String?, at: FormulaPosition)
  /// Two operands side by side: `2x`, `x y`.
  case missingOperator(advice: String, at: FormulaPosition)
  case unknownFunction(String, advice: String, at: FormulaPosition)
  /// A name that is not among the variables given.
  case unknownName(String, suggestion: String?, variables: [String], at: FormulaPosition)
  /// A function's name without parentheses.
  case missingArguments(function: String, at: FormulaPosition)
  case argumentCount(function: String, found: Int, expected: String, at: FormulaPosition)
  case tooDeep(limit: Int, at: FormulaPosition)
  /// A name with a fixed meaning, or one in use, where a new one is needed.
  case takenName(String, meaning: String, at: FormulaPosition)
  /// Something else than a whole number, n and loop indices in an index or a bound.
  case notWhole(what: String, found: String, at: FormulaPosition)
  case numberTooLarge(limit: Int, at: FormulaPosition)
  case exponentTooLarge(limit: Int, at: FormulaPosition)
  /// `place` is `i = 10`, or empty where the index is the same at every iteration.
  case indexOutOfRange(
    name: String, index: Int, dimension: Int, place: String, at: FormulaPosition)
  /// Finding out whether an index leaves the dimension takes too long.
  case indexUndecided(name: String, limit: Int, at: FormulaPosition)
  case tooManyTerms(limit: Int, at: FormulaPosition)
  case tooManyOperations(limit: Int, at: FormulaPosition)
  /// A variable beside the indexed variables of another name.
  case mixedVariables(name: String, list: String, at: FormulaPosition)
  /// Indexed variables, or none, and nothing that says how many.
  case dimensionNeeded(list: String?)
  case dimensionMismatch(variables: [String], dimension: Int)
  case dimensionOutOfRange(Int, limit: Int)
  case badVariable(String, explanation: String)

  /// Where in the text, if there is one place.
  public var position: FormulaPosition? {
    switch self {
    case .notUTF8(let at), .strayCharacter(_, _, let at), .malformedNumber(_, _, let at),
      .unexpected(_, _, _, let at), .missingOperator(_, let at), .unknownFunction(_, _, let at),
      .unknownName(_, _, _, let at), .missingArguments(_, let at),
      .argumentCount(_, _, _, let at), .tooDeep(_, let at), .takenName(_, _, let at),
      .notWhole(_, _, let at), .numberTooLarge(_, let at), .exponentTooLarge(_, let at),
      .indexOutOfRange(_, _, _, _, let at), .indexUndecided(_, _, let at), .tooManyTerms(_, let at),
      .tooManyOperations(_, let at),
      .mixedVariables(_, _, let at):
      at
    case .empty, .tooLong, .dimensionNeeded, .dimensionMismatch, .dimensionOutOfRange,
      .badVariable:
      nil
    }
  }

  public var description: String {
    position.map { "\($0): \(explanation)" } ?? explanation
  }

  /// The sentence without the place.
  public var explanation: String {
    switch self {
    case .empty: "the formula is empty. Write one such as 'x^2 + 3*x*y'."
    case .tooLong(let bytes, let limit):
      "the formula has \(bytes) bytes; at most \(limit) are read."
    case .notUTF8: "the bytes here are not UTF-8 text."
    case .strayCharacter(let text, let advice, _):
      "\(quoted(text)) cannot stand in a formula." + Self.sentence(advice)
    case .malformedNumber(let text, let explanation, _): "\(quoted(text)) \(explanation)"
    case .unexpected(let found, let expected, let advice, _):
      "found \(found) where \(expected) is expected." + Self.sentence(advice)
    case .missingOperator(let advice, _): "an operator is missing here. \(advice)"
    case .unknownFunction(let name, let advice, _): "unknown function \(quoted(name)). \(advice)"
    case .unknownName(let name, let suggestion, let variables, _):
      "unknown name \(quoted(name))."
        + Self.sentence(
          suggestion.map { "Did you mean \(quoted($0))?" }
            ?? "The variables are \(Self.list(variables)).")
    case .missingArguments(let name, _):
      "the function \(name) needs its arguments in parentheses: \(FormulaNames.usage(of: name))."
    case .argumentCount(let name, let found, let expected, _):
      "\(name) takes \(expected), but \(found == 1 ? "1 is" : "\(found) are") given: "
        + "\(FormulaNames.usage(of: name))."
    case .tooDeep(let limit, _):
      "more than \(limit) levels of nesting. Sums and products may be of any length; "
        + "write nested parts flat."
    case .takenName(let name, let meaning, _):
      "\(quoted(name)) is \(meaning). Choose another name."
    case .notWhole(let what, let found, _):
      "\(what) must be a whole number made of n and loop indices, such as 2*i - 1, but is \(found)."
    case .numberTooLarge(let limit, _): "indices and bounds must be within ±\(limit)."
    case .exponentTooLarge(let limit, _): "a whole exponent must be within ±\(limit)."
    case .indexOutOfRange(let name, let index, let dimension, let place, _):
      "\(name)[\(index)]\(place.isEmpty ? "" : " (at \(place))") does not exist: "
        + "there are \(name)[1] … \(name)[\(dimension)]."
    case .indexUndecided(let name, let limit, _):
      "whether every \(name)[…] here exists takes more than \(limit) steps to find out. "
        + "Make the ranges of the sums around it simpler."
    case .tooManyTerms(let limit, _):
      "an evaluation would take more than \(limit) terms. Make the ranges of its sums smaller."
    case .tooManyOperations(let limit, _):
      "an evaluation would take more than \(limit) operations. Make its sums shorter."
    case .mixedVariables(let name, let list, _):
      "\(quoted(name)) stands beside \(list)[…]. With indexed variables all are \(list)1, "
        + "\(list)2, … or \(list)[1], \(list)[2], …"
    case .dimensionNeeded(let list?):
      "the formula has indexed variables \(list)[…], so the dimension must be given."
    case .dimensionNeeded(nil):
      "the formula has no variables. Name some, or give the dimension."
    case .dimensionMismatch(let variables, let dimension):
      "the formula has \(variables.count == 1 ? "1 variable" : "\(variables.count) variables") "
        + "(\(Self.list(variables))), but the dimension is \(dimension). "
        + "Name all variables, or leave the dimension out."
    case .dimensionOutOfRange(let dimension, let limit):
      "the dimension must be from 1 to \(limit), but is \(dimension)."
    case .badVariable(let name, let explanation): "variable \(quoted(name)) \(explanation)"
    }
  }

  private static func sentence(_ advice: String?) -> String { advice.map { " " + $0 } ?? "" }

  /// Names in order, of many the first ones.
  private static func list(_ names: [String]) -> String {
    listText(names.map { printable($0) }, first: 8)
  }
}
