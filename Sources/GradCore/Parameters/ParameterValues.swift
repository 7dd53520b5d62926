/// Checked values for every parameter of one problem or optimizer, defaults filled in.
public struct ParameterValues: Sendable, Hashable {
  private let values: [String: ParameterValue]

  /// - Parameters:
  ///   - parameters: All that the thing has.
  ///   - given: Checked by ``Parameter/check(_:)`` before; a name that is no parameter is ignored.
  public init(_ parameters: [Parameter], given: [String: ParameterValue] = [:]) {
    var values: [String: ParameterValue] = [:]
    for parameter in parameters {
      let value = given[parameter.name] ?? parameter.defaultValue
      values[parameter.name] = (try? parameter.check(value).get()) ?? parameter.defaultValue
    }
    self.values = values
  }

  public subscript(name: String) -> ParameterValue? { values[name] }

  /// The value of an integer parameter. The name is the programmer's; a wrong one stops here.
  public func integer(_ name: String) -> Int {
    guard case .integer(let value)? = values[name] else {
      preconditionFailure("no integer parameter '\(name)'")
    }
    return value
  }
  /// The value of a number parameter.
  public func number(_ name: String) -> Double {
    guard case .number(let value)? = values[name] else {
      preconditionFailure("no number parameter '\(name)'")
    }
    return value
  }
  /// The value of a flag.
  public func flag(_ name: String) -> Bool {
    guard case .flag(let value)? = values[name] else {
      preconditionFailure("no flag parameter '\(name)'")
    }
    return value
  }
  /// The value of a choice.
  public func choice(_ name: String) -> String {
    guard case .text(let value)? = values[name] else {
      preconditionFailure("no choice parameter '\(name)'")
    }
    return value
  }

  /// Names and values sorted by name.
  public var sorted: [(name: String, value: ParameterValue)] {
    values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
  }
}
