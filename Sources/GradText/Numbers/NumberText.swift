#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The shortest decimal text that reads back to the same bits, integers without ".0":
/// `10`, `0.1`, `1e-08`, `inf`, `nan`.
///
/// Whole numbers are plain digits below 10^16; the rest has an exponent below 10^-4 and from 10^16
/// on. NaN is `nan` whatever its sign and payload, negative zero is `-0`.
public func shortestText(_ value: Double) -> String {
  if value.isNaN { return "nan" }
  if value == value.rounded(), value.magnitude < 1e16 {
    return value == 0 && value.sign == .minus ? "-0" : String(Int64(value))
  }
  return value.description
}

/// A number for people: rounded to some significant digits, in the shortest text that says it:
/// `0.38`, `831`, `1.2e+08`.
///
/// From 0.001 up to ten million it is written plainly, else with an exponent.
///
/// - Parameter digits: From 1 to 17; others are taken as the nearer of these.
public func roundedText(_ value: Double, digits: Int = 3) -> String {
  guard value.isFinite, value != 0 else { return shortestText(value) }
  let digits = min(max(digits, 1), 17)
  guard (1e-3..<1e7).contains(value.magnitude) else {
    let parts = printed("%.*e", value, digits: digits - 1).split(separator: "e")
    guard parts.count == 2 else { return shortestText(value) }
    var mantissa = parts[0]
    if mantissa.contains(".") {
      while mantissa.hasSuffix("0") { mantissa.removeLast() }
      if mantissa.hasSuffix(".") { mantissa.removeLast() }
    }
    return mantissa + "e" + parts[1]
  }
  return shortestText(nearest(to: value, digits: digits))
}

/// A number rounded to some significant digits and written as ``shortestText(_:)`` would: plain
/// where ``roundedText(_:digits:)`` takes an exponent, from 0.0001 up to 10^16.
///
/// - Parameter digits: From 1 to 15.
public func plainText(_ value: Double, digits: Int = 6) -> String {
  precondition((1...15).contains(digits), "\(digits) significant digits")
  return shortestText(nearest(to: value, digits: digits))
}

/// About so many significant digits, for columns: `0.3333`, `1.234e-05`, and the exact text instead
/// where it is no longer: `123456`, not `1.23e+05`.
///
/// Unlike ``roundedText(_:digits:)`` it chooses plain digits or an exponent as `%g` does.
///
/// - Parameter digits: From 1 to 17.
public func generalText(_ value: Double, digits: Int) -> String {
  precondition((1...17).contains(digits), "\(digits) significant digits")
  let exact = shortestText(value)
  guard value.isFinite else { return exact }
  let text = printed("%.*g", value, digits: digits)
  return text.isEmpty || exact.utf8.count <= text.utf8.count ? exact : text
}

/// A count with its thousands apart: `18,000`.
public func countText(_ value: Int) -> String {
  var text = ""
  for (position, digit) in String(value.magnitude).reversed().enumerated() {
    if position > 0, position.isMultiple(of: 3) { text.append(",") }
    text.append(digit)
  }
  return (value < 0 ? "-" : "") + String(text.reversed())
}

/// `3 trials`, `1 trial`: a count and what is counted, with an s where it is not one.
public func countText(_ value: Int, _ noun: String) -> String {
  "\(countText(value)) \(noun)\(value == 1 ? "" : "s")"
}

/// A share of 1 in percent: `12 %`, `0.02 %`.
public func percentText(_ share: Double, digits: Int = 2) -> String {
  roundedText(share * 100, digits: digits) + " %"
}

/// A time for people: `18.2 ns`, `1.31 µs`, `2.5 s`; `–` where there is none.
public func secondsText(_ seconds: Double) -> String {
  guard seconds.isFinite else { return "–" }
  let units: [(String, Double)] = [("s", 1), ("ms", 1e-3), ("µs", 1e-6), ("ns", 1e-9)]
  let unit = units.first { seconds.magnitude >= $0.1 } ?? ("ns", 1e-9)
  return roundedText(seconds / unit.1) + " " + unit.0
}

/// Lowercase hexadecimal digits, at least so many.
public func hexadecimalText(_ value: some BinaryInteger, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(digits - text.utf8.count, 0)) + text
}

/// The double nearest to a value rounded to some significant decimal digits.
private func nearest(to value: Double, digits: Int) -> Double {
  guard value.isFinite, value != 0 else { return value }
  let places = digits - 1 - Int(log10(value.magnitude).rounded(.down))
  let power = pow(10, Double(places.magnitude))
  let rounded = (places >= 0 ? value * power : value / power).rounded()
  // Powers of ten are exact up to 10^22, so the quotient is the double nearest to the decimal.
  if places.magnitude <= 22 { return places >= 0 ? rounded / power : rounded * power }
  // Of the smallest and largest numbers the power overflows; they stay as they are.
  guard rounded.magnitude < 1e17 else { return value }
  return Double("\(Int64(rounded))e\(-places)") ?? value
}

/// What C's `printf` makes of one number; empty where it makes nothing.
private func printed(_ format: String, _ value: Double, digits: Int) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
    guard let start = buffer.baseAddress else { return "" }
    let count = withVaList([CInt(digits), value]) { vsnprintf(start, 64, format, $0) }
    return (1..<64).contains(count) ? String(cString: start) : ""
  }
}
