/// Numbers as text, the same on every machine and in every format.
public enum NumberText {
  /// The shortest text that reads back to the same bits; integers without `.0`.
  ///
  /// Non-finite numbers are `inf`, `-inf` and `nan`, whatever the sign or payload of the NaN.
  /// Negative zero is `-0`.
  public static func shortest(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// About so many significant digits, for people: `0.3333`, `1.234e-05`.
  ///
  /// The exact text stands instead where it is no longer than the rounded one: `123456`, not
  /// `1.23e+05`. Zeros at the end are left out; non-finite numbers are those of ``shortest(_:)``.
  ///
  /// - Parameter digits: From 1 to 17.
  public static func rounded(_ value: Double, digits: Int) -> String {
    precondition((1...17).contains(digits), "\(digits) significant digits")
    guard value.isFinite else { return shortest(value) }
    let text = SystemCalls.general(value, digits: digits)
    let exact = shortest(value)
    return exact.utf8.count <= text.utf8.count ? exact : text
  }
}
