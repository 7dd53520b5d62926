import GradText

/// A named setting of a problem or an optimizer, with its range and its default.
///
/// The type itself carries them: suite checking, `list`, `describe` and the catalog tests read them
/// there, so that there is no second list to keep in step.
public struct Parameter: Sendable {
  /// What a value may be.
  public enum Kind: Sendable {
    case integer(ClosedRange<Int>)
    case number(Interval)
    case flag
    case choice([String])
  }

  public let name: String
  public let kind: Kind
  public let defaultValue: ParameterValue
  /// One line without a full stop: what it does, with its unit.
  public let summary: String

  public static func integer(
    _ name: String, _ range: ClosedRange<Int>, default value: Int, _ summary: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .integer(range), defaultValue: .integer(value), summary: summary)
  }
  public static func number(
    _ name: String, _ range: Interval, default value: Double, _ summary: String
  ) -> Parameter {
    Parameter(name: name, kind: .number(range), defaultValue: .number(value), summary: summary)
  }
  public static func flag(_ name: String, default value: Bool, _ summary: String) -> Parameter {
    Parameter(name: name, kind: .flag, defaultValue: .flag(value), summary: summary)
  }
  /// The first choice is the default.
  public static func choice(_ name: String, _ choices: [String], _ summary: String) -> Parameter {
    Parameter(
      name: name, kind: .choice(choices), defaultValue: .text(choices[0]), summary: summary)
  }

  /// The value in this parameter's own type, or why it is refused, as the end of a sentence that
  /// starts with the parameter's name: "must be at least 0 and less than 1, but is 1.5".
  public func check(_ value: ParameterValue) -> Result<ParameterValue, ParameterMistake> {
    switch (kind, value) {
    case (.integer(let range), .integer(let value)) where range.contains(value):
      return .success(.integer(value))
    case (.integer(let range), .number(let value)):
      if let exact = Int(exactly: value), range.contains(exact) { return .success(.integer(exact)) }
    case (.number(let range), .number(let value)) where range.contains(value):
      return .success(.number(value))
    case (.number(let range), .integer(let value)) where range.contains(Double(value)):
      return .success(.number(Double(value)))
    case (.flag, .flag): return .success(value)
    case (.choice(let choices), _) where choices.contains(value.description):
      return .success(.text(value.description))
    default: break
    }
    let found =
      if case .text(let text) = value { quoted(text) } else { value.description }
    return .failure(ParameterMistake(requirement: requirement, found: found))
  }

  /// What a value must be, as it stands in error messages and in help.
  public var requirement: String {
    switch kind {
    case .integer(let range) where range.upperBound == .max:
      "an integer, \(range.lowerBound) or more"
    case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): range.description
    case .flag: "true or false"
    case .choice(let choices):
      choices.count == 1 ? "'\(choices[0])'" : "one of \(choices.joined(separator: ", "))"
    }
  }
}

/// A value that a parameter refuses.
public struct ParameterMistake: Error, Equatable, CustomStringConvertible {
  public let requirement: String
  public let found: String
  public var description: String { "must be \(requirement), but is \(found)" }
}

/// The value of a parameter.
public enum ParameterValue: Sendable, Hashable, CustomStringConvertible {
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case text(String)

  /// As it stands in labels and tables: `10`, `0.9`, `true`, `clustered`.
  public var description: String {
    switch self {
    case .integer(let value): String(value)
    case .number(let value): shortestText(value)
    case .flag(let value): String(value)
    case .text(let text): text
    }
  }

  /// A number, also of an integer and, as 0 or 1, of a flag; nil of a text.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .flag(let value): value ? 1 : 0
    case .text: nil
    }
  }
}

/// A range of real numbers with open or closed ends.
public struct Interval: Sendable, CustomStringConvertible {
  public let lower: Double
  public let upper: Double
  public let includesLower: Bool
  public let includesUpper: Bool

  public init(
    _ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true
  ) {
    self.lower = lower
    self.upper = upper
    self.includesLower = includesLower
    self.includesUpper = includesUpper
  }

  public static let positive = Interval(0, .infinity, includesLower: false, includesUpper: false)
  public static let nonNegative = Interval(0, .infinity, includesUpper: false)
  public static let finite = Interval(
    -.infinity, .infinity, includesLower: false, includesUpper: false)
  /// [0, 1), where averaging factors live.
  public static let unitHalfOpen = Interval(0, 1, includesUpper: false)
  public static func atLeast(_ lower: Double) -> Interval {
    Interval(lower, .infinity, includesUpper: false)
  }

  /// False for NaN.
  public func contains(_ value: Double) -> Bool {
    (includesLower ? value >= lower : value > lower)
      && (includesUpper ? value <= upper : value < upper)
  }

  public var description: String {
    let low = (includesLower ? "at least " : "greater than ") + Self.text(of: lower)
    let high = (includesUpper ? "at most " : "less than ") + Self.text(of: upper)
    return switch (lower.isFinite, upper.isFinite) {
    case (true, true): "\(low) and \(high)"
    case (true, false): low
    case (false, true): high
    case (false, false): "a finite number"
    }
  }

  /// `1e+12`, where the shortest text would be a row of zeros.
  private static func text(of bound: Double) -> String {
    bound.magnitude < 1e7 ? shortestText(bound) : roundedText(bound, digits: 15)
  }
}
