/// Two ends with a value between them: what a number might be, given how few were measured.
///
/// An upper end may be infinite: nothing bounds it.
public struct ConfidenceInterval: Sendable, Equatable {
  public var lower: Double
  public var upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  /// Whether the value lies within, ends included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// Whether some value lies in both.
  public func overlaps(_ other: ConfidenceInterval) -> Bool {
    lower <= other.upper && other.lower <= upper
  }
}
