/// The offset of the first byte that is not part of valid UTF-8, or nothing.
///
/// Valid is what RFC 3629 says: no overlong forms, no surrogates, nothing beyond U+10FFFF. For a
/// sequence that breaks off the offset is that of its first byte.
func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
  var i = 0
  while i < bytes.count {
    let lead = bytes[i]
    if lead < 0x80 {
      i += 1
      continue
    }
    // The range of the second byte is what rules out overlong forms and surrogates.
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return i
    }
    guard bytes.count - i >= length, second.contains(bytes[i + 1]) else { return i }
    for k in 2..<max(length, 2) where !(0x80...0xBF).contains(bytes[i + k]) { return i }
    i += length
  }
  return nil
}
