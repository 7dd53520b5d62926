/// The operations of a function that are not smooth everywhere, noted while it is traced.
///
/// Singular points of smooth operations (√ and ∛ at 0, log at 0) are no kinks.
@frozen public struct Kinks: OptionSet, Sendable {
  public let rawValue: UInt8
  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  @inlinable public static var abs: Kinks { Kinks(rawValue: 1) }
  @inlinable public static var sign: Kinks { Kinks(rawValue: 2) }
  @inlinable public static var max: Kinks { Kinks(rawValue: 4) }
  @inlinable public static var min: Kinks { Kinks(rawValue: 8) }
  @inlinable public static var select: Kinks { Kinks(rawValue: 16) }

  /// The operations' names in formulas, in a fixed order.
  public var names: [String] {
    [(Kinks.abs, "abs"), (.sign, "sign"), (.max, "max"), (.min, "min"), (.select, "select")]
      .filter { contains($0.0) }.map(\.1)
  }
}
