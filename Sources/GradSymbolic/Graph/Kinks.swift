/// The operations of a function that are not smooth everywhere.
///
/// Singular points of smooth operations (√ and ∛ at 0, log at 0) are no kinks.
public struct Kinks: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let abs = Kinks(rawValue: 1)
  public static let sign = Kinks(rawValue: 2)
  public static let max = Kinks(rawValue: 4)
  public static let min = Kinks(rawValue: 8)
  public static let select = Kinks(rawValue: 16)

  /// The operations' names in formulas, in a fixed order.
  public var names: [String] {
    [(Kinks.abs, "abs"), (.sign, "sign"), (.max, "max"), (.min, "min"), (.select, "select")]
      .filter { contains($0.0) }.map(\.1)
  }
}
