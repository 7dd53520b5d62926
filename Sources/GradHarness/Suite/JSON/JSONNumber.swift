/// A JSON number: its value and the text it was written in.
public struct JSONNumber: Sendable, Equatable {
  /// The text as written: `1e-3`.
  public let text: String
  /// The nearest `Double`; always finite. `-0` is negative zero.
  public let value: Double

  /// A number by its text and the value of that text.
  public init(text: String, value: Double) {
    self.text = text
    self.value = value
  }

  /// The number as an integer, if it is one exactly: 10000 for `10000`, `1e4` and `1.0e4`.
  ///
  /// Digits alone are read exactly up to the range of `Int`. With a point or an exponent the
  /// value counts up to 2⁵³, where neighbouring doubles are still integers apart.
  public var integer: Int? {
    if let exact = Int(text) { return exact }
    guard abs(value) <= 0x1p53 else { return nil }
    return Int(exactly: value)
  }
}
