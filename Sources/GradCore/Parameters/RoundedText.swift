import Foundation

/// A number for people: rounded to some significant digits, in the shortest text that says it:
/// `0.38`, `831`, `1.2e+08`.
///
/// From 0.001 up to ten million it is written plainly, else with an exponent.
public func roundedText(_ value: Double, digits: Int = 3) -> String {
  guard value.isFinite, value != 0 else { return shortestText(value) }
  let digits = min(max(digits, 1), 17)
  guard (1e-3..<1e7).contains(value.magnitude) else {
    let parts = String(format: "%.*e", digits - 1, value).split(separator: "e")
    var mantissa = parts[0]
    if mantissa.contains(".") {
      while mantissa.hasSuffix("0") { mantissa.removeLast() }
      if mantissa.hasSuffix(".") { mantissa.removeLast() }
    }
    return mantissa + "e" + parts[1]
  }
  // Powers of ten are exact up to 10^22, so the quotient is the double nearest to the short decimal.
  let places = digits - 1 - Int(log10(value.magnitude).rounded(.down))
  let power = pow(10, Double(places.magnitude))
  return shortestText(
    places >= 0 ? (value * power).rounded() / power : (value / power).rounded() * power)
}
