/// The texts of doubles met lately, found by their bits: one slot a hash, the last one wins.
struct NumberTextCache {
  /// The longest shortest text of a double, `-2.2250738585072014e-308`, has 24 bytes.
  private static let width = 24
  private static let slotCount = 1024

  private var keys = [UInt64](repeating: 0, count: slotCount)
  /// 0: the slot is free.
  private var lengths = [UInt8](repeating: 0, count: slotCount)
  private var texts = [UInt8](repeating: 0, count: slotCount * width)

  mutating func append(_ value: Double, to buffer: inout ByteBuffer) {
    let bits = value.bitPattern
    // Fibonacci hashing: the high bits of the product depend on all bits of the key.
    let slot = Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 54)
    let start = slot * Self.width
    if keys[slot] == bits, lengths[slot] > 0 {
      texts.withUnsafeBufferPointer {
        buffer.append(
          contentsOf: UnsafeBufferPointer(rebasing: $0[start..<start + Int(lengths[slot])]))
      }
      return
    }
    var text = shortestText(value)
    text.withUTF8 { utf8 in
      buffer.append(contentsOf: utf8)
      guard utf8.count <= Self.width else { return }
      keys[slot] = bits
      lengths[slot] = UInt8(utf8.count)
      for (offset, byte) in utf8.enumerated() { texts[start + offset] = byte }
    }
  }
}
