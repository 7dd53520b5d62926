/// The hash function SHA-256, for the ids of trials and the identity of data files.
///
/// Bytes may come in parts of any size: `update` and then `digest()` give the hash of all of them
/// together. Written out here because Linux has no CryptoKit.
///
/// - Source: FIPS PUB 180-4, "Secure Hash Standard", 2015, section 6.2.
public struct SHA256: Sendable {
  /// The words H₀ … H₇.
  private var state = SIMD8<UInt32>(
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
  /// Bytes that do not fill a block yet.
  private var pending: [UInt8] = []
  private var byteCount: UInt64 = 0

  private static let blockSize = 64

  /// The hash of no bytes so far.
  public init() {
    pending.reserveCapacity(2 * Self.blockSize)
  }

  /// Appends bytes.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let isDone: Void? = bytes.withContiguousStorageIfAvailable { update($0) }
    if isDone == nil { Array(bytes).withUnsafeBufferPointer { update($0) } }
  }

  private mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if !pending.isEmpty {
      let missing = rest.prefix(Self.blockSize - pending.count)
      pending += missing
      rest = rest.dropFirst(missing.count)
      if pending.count < Self.blockSize { return }
      pending.withUnsafeBytes { Self.mix($0, into: &state) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count / Self.blockSize * Self.blockSize
    Self.mix(
      UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: rest.prefix(whole))), into: &state)
    pending += rest.dropFirst(whole)
  }

  /// The 32 bytes of the hash of everything appended so far; more can be appended afterwards.
  public func digest() -> [UInt8] {
    // A one bit, zeros up to 8 bytes before the end of a block, the length in bits.
    let bitCount = byteCount &* 8
    let zeros = (Self.blockSize * 2 - 9 - pending.count) % Self.blockSize
    var end: [UInt8] = [0x80] + [UInt8](repeating: 0, count: zeros)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      end.append(UInt8(truncatingIfNeeded: bitCount >> shift))
    }
    var copy = self
    copy.update(end)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32)
    for i in 0..<8 {
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: copy.state[i] >> shift))
      }
    }
    return bytes
  }

  /// The first 64 bits of the hash of everything appended so far and of `end` behind it.
  ///
  /// The same as the first 8 bytes of ``digest()`` after an `update`, without a copy on the heap:
  /// many texts with one beginning are hashed at the price of their ends.
  public func leadingBits(appending end: [UInt8]) -> UInt64 {
    let size = Self.blockSize
    let count = pending.count + end.count
    let padded = count + 9 <= size ? size : 2 * size
    guard count + 9 <= padded else {
      var copy = self
      copy.update(end)
      return copy.leadingBits(appending: [])
    }
    var state = state
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: padded) { block in
      for i in 0..<pending.count { block[i] = pending[i] }
      for i in 0..<end.count { block[pending.count + i] = end[i] }
      block[count] = 0x80
      for i in count + 1..<padded - 8 { block[i] = 0 }
      let bitCount = (byteCount &+ UInt64(end.count)) &* 8
      for i in 0..<8 {
        block[padded - 8 + i] = UInt8(truncatingIfNeeded: bitCount >> UInt64(56 - 8 * i))
      }
      Self.mix(UnsafeRawBufferPointer(block), into: &state)
    }
    return UInt64(state[0]) << 32 | UInt64(state[1])
  }

  /// The hash of everything appended so far as 64 lowercase hexadecimal digits.
  public func hex() -> String {
    let digit = { (value: UInt8) in value < 10 ? value + 48 : value + 87 }
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in digest() {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The hash of a sequence of bytes as 64 lowercase hexadecimal digits.
  public static func hex(of bytes: some Sequence<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hex()
  }

  /// Mixes whole blocks of 64 bytes into the state.
  ///
  /// Written with eight names that stay where they are: moving them at each round takes twice as long.
  private static func mix(_ blocks: UnsafeRawBufferPointer, into state: inout SIMD8<UInt32>) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
      constants.withUnsafeBufferPointer { constants in
        guard let w = schedule.baseAddress, let k = constants.baseAddress else { return }
        var sum = state
        for start in stride(from: 0, to: blocks.count - blockSize + 1, by: blockSize) {
          for t in 0..<16 {
            w[t] = UInt32(
              bigEndian: blocks.loadUnaligned(fromByteOffset: start &+ 4 &* t, as: UInt32.self))
          }
          for t in 16..<64 {
            let (a, b) = (w[t &- 15], w[t &- 2])
            let sigma0 = rotate(a, 7) ^ rotate(a, 18) ^ (a &>> 3)
            let sigma1 = rotate(b, 17) ^ rotate(b, 19) ^ (b &>> 10)
            w[t] = sigma1 &+ w[t &- 7] &+ sigma0 &+ w[t &- 16]
          }
          var (a, b, c, d) = (sum[0], sum[1], sum[2], sum[3])
          var (e, f, g, h) = (sum[4], sum[5], sum[6], sum[7])
          var t = 0
          while t < 64 {
            round(a, b, c, &d, e, f, g, &h, k[t] &+ w[t])
            round(h, a, b, &c, d, e, f, &g, k[t &+ 1] &+ w[t &+ 1])
            round(g, h, a, &b, c, d, e, &f, k[t &+ 2] &+ w[t &+ 2])
            round(f, g, h, &a, b, c, d, &e, k[t &+ 3] &+ w[t &+ 3])
            round(e, f, g, &h, a, b, c, &d, k[t &+ 4] &+ w[t &+ 4])
            round(d, e, f, &g, h, a, b, &c, k[t &+ 5] &+ w[t &+ 5])
            round(c, d, e, &f, g, h, a, &b, k[t &+ 6] &+ w[t &+ 6])
            round(b, c, d, &e, f, g, h, &a, k[t &+ 7] &+ w[t &+ 7])
            t &+= 8
          }
          sum &+= SIMD8(a, b, c, d, e, f, g, h)
        }
        state = sum
      }
    }
  }

  @inline(__always)
  private static func round(
    _ a: UInt32, _ b: UInt32, _ c: UInt32, _ d: inout UInt32, _ e: UInt32, _ f: UInt32,
    _ g: UInt32, _ h: inout UInt32, _ word: UInt32
  ) {
    let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    let first = h &+ sum1 &+ (g ^ (e & (f ^ g))) &+ word
    let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    d &+= first
    h = first &+ sum0 &+ ((a & b) | (c & (a | b)))
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5,
    0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc,
    0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3,
    0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5,
    0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
