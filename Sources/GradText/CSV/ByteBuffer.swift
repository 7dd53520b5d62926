/// Bytes on their way to a file. An `Array` would check at each append that nobody else holds it,
/// which is most of the cost of short fields.
struct ByteBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = max(capacity, 1)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  var last: UInt8? { count > 0 ? base[count - 1] : nil }
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  mutating func removeLast() { if count > 0 { count -= 1 } }
  mutating func removeAll() { count = 0 }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count == capacity { grow(by: 1) }
    base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(contentsOf other: UnsafeBufferPointer<UInt8>) {
    guard let source = other.baseAddress else { return }
    if capacity - count < other.count { grow(by: other.count) }
    (base + count).update(from: source, count: other.count)
    count += other.count
  }

  private mutating func grow(by needed: Int) {
    let larger = max(2 * capacity, count + needed)
    let new = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    new.update(from: base, count: count)
    base.deallocate()
    base = new
    capacity = larger
  }
}

extension ByteBuffer {
  mutating func append(_ value: Int) {
    if value < 0 { append(UInt8(ascii: "-")) }
    var rest = value.magnitude
    if rest < 10 { return append(48 + UInt8(truncatingIfNeeded: rest)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var position = 20
      repeat {
        position -= 1
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        digits[position] = 48 + UInt8(truncatingIfNeeded: digit)
        rest = quotient
      } while rest > 0
      append(contentsOf: UnsafeBufferPointer(rebasing: digits[position...]))
    }
  }

  /// A CSV field of text: quoted where it must be, made harmless to spreadsheets.
  mutating func append(field text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var needsQuotes = false
      for byte in utf8
      where byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 10 || byte == 13 {
        needsQuotes = true
        break
      }
      let isRisky =
        switch utf8.first {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
        default: false
        }
      guard needsQuotes || isRisky else { return append(contentsOf: utf8) }
      if needsQuotes { append(UInt8(ascii: "\"")) }
      if isRisky { append(UInt8(ascii: "'")) }
      for byte in utf8 {
        append(byte)
        if needsQuotes, byte == UInt8(ascii: "\"") { append(byte) }
      }
      if needsQuotes { append(UInt8(ascii: "\"")) }
    }
  }
}
