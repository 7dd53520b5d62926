/// An entry of a catalog with the values that it was given: a problem, a schedule, a backend.
///
///     quadratic:conditionNumber=10        step:every=100,factor=0.5        constant
///
/// It stays a value from the plan to the report; its text is derived, and reads back to it.
public struct Configuration: Sendable {
  public let id: String
  /// What differs from the defaults, sorted by name.
  public let values: [NamedValue]
  /// `id:name=value,…`, or the id alone.
  public let text: String

  public init(id: String, values: [NamedValue] = []) {
    self.id = id
    self.values = values.sorted { $0.name < $1.name }
    text = values.isEmpty ? id : id + ":" + self.values.text(separator: ",")
  }

  private init(id: String, values: [NamedValue], text: String) {
    self.id = id
    self.values = values
    self.text = text
  }

  /// The entry with those values that are not its parameters' defaults.
  ///
  /// - Parameter hidden: A parameter that stands elsewhere, as the dimension of a problem does.
  public init(
    id: String, _ values: ParameterValues, of parameters: [Parameter], without hidden: String = ""
  ) {
    self.init(
      id: id,
      values: parameters.compactMap { parameter in
        guard parameter.name != hidden, let value = values[parameter.name],
          value != parameter.defaultValue
        else { return nil }
        return NamedValue(name: parameter.name, value: value)
      })
  }

  /// Reads ``text`` back. Any text is one: what has no `=` is part of the id.
  public init(text: String) {
    guard let colon = text.firstIndex(of: ":"),
      let values = [NamedValue](text: text[text.index(after: colon)...], separator: ",")
    else {
      self.init(id: text)
      return
    }
    self.init(id: String(text[..<colon]), values: values, text: text)
  }

  /// The configuration with a parameter left out.
  public func without(_ name: String) -> Configuration {
    Configuration(id: id, values: values.filter { $0.name != name })
  }

  /// The value of a parameter that is not at its default.
  public subscript(name: String) -> ParameterValue? { values[name] }
}

/// Two are the same where their texts are: a whole number is one number, however it was read.
extension Configuration: Hashable {
  public static func == (a: Configuration, b: Configuration) -> Bool { a.text == b.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

/// A parameter's name with its value: `conditionNumber=10`.
public struct NamedValue: Sendable, Hashable, CustomStringConvertible {
  public let name: String
  public let value: ParameterValue

  public init(name: String, value: ParameterValue) {
    self.name = name
    self.value = value
  }

  public var description: String { "\(name)=\(value)" }
}

extension [NamedValue] {
  /// Reads `beta1=0.9;beta2=0.999` back; nil where a part has no name or no `=`.
  public init?(text: some StringProtocol, separator: Character) {
    self = []
    for part in text.split(separator: separator, omittingEmptySubsequences: false)
    where !text.isEmpty {
      guard let equals = part.firstIndex(of: "="), equals > part.startIndex else { return nil }
      append(
        NamedValue(
          name: String(part[..<equals]),
          value: ParameterValue(text: part[part.index(after: equals)...])))
    }
  }

  /// `beta1=0.9;beta2=0.999`.
  public func text(separator: String) -> String {
    map(\.description).joined(separator: separator)
  }

  public subscript(name: String) -> ParameterValue? { first { $0.name == name }?.value }
}

extension ParameterValue {
  /// Reads ``description`` back; what is neither a number nor `true` or `false` is a text.
  public init(text: some StringProtocol) {
    switch text {
    case "true": self = .flag(true)
    case "false": self = .flag(false)
    default:
      if let integer = Int(text) {
        self = .integer(integer)
      } else if let number = Double(text) {
        self = .number(number)
      } else {
        self = .text(String(text))
      }
    }
  }
}
