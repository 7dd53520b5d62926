/// What the fuzzers feed with bytes, and the corpus test as well: each function must return, within a
/// second, whatever the bytes are, and traps where a promise is broken.
public enum FuzzTarget {
  static func check(_ holds: Bool, _ promise: @autoclosure () -> String) {
    if !holds { fatalError(promise()) }
  }

  /// Messages go to terminals and logs: no control characters but line ends, and some text.
  static func checkMessage(_ message: String, _ what: String) {
    check(!message.isEmpty, "\(what) has no message")
    check(
      message.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F },
      "\(what) has control characters in its message")
  }

  /// Whether both are NaN or have the same bits.
  static func isSame(_ a: Double, _ b: Double) -> Bool {
    a.bitPattern == b.bitPattern || a.isNaN && b.isNaN
  }
}
