import GradNumerics
import Testing

@Suite struct PhiloxTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let name: String
    let counter: SIMD4<UInt32>
    let key: SIMD2<UInt32>
    let block: SIMD4<UInt32>
    var testDescription: String { name }
  }

  /// The lines "philox4x32 10" of Random123's tests/kat_vectors.
  static let vectors = [
    Vector(
      name: "zeros", counter: SIMD4(repeating: 0), key: SIMD2(repeating: 0),
      block: SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
    Vector(
      name: "ones", counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max),
      block: SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)),
    Vector(
      name: "digits of pi", counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: SIMD2(0xa409_3822, 0x299f_31d0),
      block: SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)),
  ]

  @Test(arguments: vectors)
  func matchesRandom123Vectors(vector: Vector) {
    #expect(Philox.block(counter: vector.counter, key: vector.key) == vector.block)
  }

  @Test(arguments: vectors)
  func pairedWordsAreTheSameBlock(vector: Vector) {
    func join(_ low: UInt32, _ high: UInt32) -> UInt64 { UInt64(high) << 32 + UInt64(low) }
    let block = Philox.block(
      counter: (
        join(vector.counter[0], vector.counter[1]), join(vector.counter[2], vector.counter[3])
      ),
      key: join(vector.key[0], vector.key[1]))
    #expect(block.low == join(vector.block[0], vector.block[1]))
    #expect(block.high == join(vector.block[2], vector.block[3]))
  }

  /// Of 128 bits half should change: 64, with standard deviation √32 per flip and √32 / √192 for
  /// the mean of the 192 flips.
  @Test func flippingAnyInputBitChangesHalfOfTheBlock() {
    let base = Philox.block(counter: SIMD4(1, 2, 3, 4), key: SIMD2(5, 6))
    var total = 0
    for bit in 0..<192 {
      var counter = SIMD4<UInt32>(1, 2, 3, 4)
      var key = SIMD2<UInt32>(5, 6)
      let mask: UInt32 = 1 << UInt32(bit % 32)
      if bit < 128 { counter[bit / 32] ^= mask } else { key[bit / 32 - 4] ^= mask }
      let changed = Philox.block(counter: counter, key: key) ^ base
      let flipped = (0..<4).reduce(0) { $0 + changed[$1].nonzeroBitCount }
      #expect(abs(Double(flipped) - 64) < 5 * 32.0.squareRoot())
      total += flipped
    }
    #expect(abs(Double(total) / 192 - 64) < 4 * (32.0 / 192).squareRoot())
  }
}
