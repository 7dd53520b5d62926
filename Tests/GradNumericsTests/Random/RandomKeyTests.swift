import GradNumerics
import Testing

@Suite struct RandomKeyTests {
  static func firstBits(_ key: RandomKey) -> UInt64 {
    var stream = RandomStream(key)
    return stream.nextUInt64()
  }

  /// Computed with an independent implementation of the documented derivation, in big integers.
  @Test func derivationIsPinned() {
    let root = RandomKey(seed: 0)
    #expect(Self.firstBits(root) == 0x455d_ddd1_f386_a200)
    #expect(Self.firstBits(root.child(-1)) == 0x1635_a2d0_9e39_653d)
    #expect(Self.firstBits(root.child("")) == 0xb03b_4862_ba75_18c0)
    // Ten letters and a space: more than one chunk of eight bytes.
    let long = RandomKey(seed: 7).child("rosenbrock").child(3).child("start points")
    #expect(Self.firstBits(long) == 0x36d5_0f3f_a102_6544)
  }

  @Test func unequalPathsGiveUnequalKeys() {
    var keys: Set<RandomKey> = []
    var first: Set<UInt64> = []
    var count = 0
    for seed in [0, 1, 2, .max] as [UInt64] {
      let root = RandomKey(seed: seed)
      let names = [
        "", "a", "b", "c", "ab", "bc", "abc", "1", "0", "\0", "\0\0", "12345678", "12345678\0",
        "123456789", "Ackley", "ackley",
      ]
      var paths = [root] + names.map { root.child($0) }
      paths += [Int.min, -1, 0, 1, 2, 256, 1 << 32, Int.max].map { root.child($0) }
      paths += [
        root.child("ab").child("c"), root.child("a").child("bc"), root.child("c").child("ab"),
        root.child(1).child(2), root.child(2).child(1), root.child("").child(""),
        root.child(0).child(0), root.child(12),
      ]
      for key in paths {
        keys.insert(key)
        first.insert(Self.firstBits(key))
        count += 1
      }
    }
    #expect(keys.count == count)
    #expect(first.count == count)
  }

  @Test func equalPathsGiveEqualKeysInAnyOrder() {
    let root = RandomKey(seed: 42)
    let forwards = (0..<50).map { root.child($0).child("batch") }
    let backwards = (0..<50).reversed().map { root.child($0).child("batch") }
    #expect(forwards == backwards.reversed())
  }

  /// Neighbouring numbers must not give related streams. The correlation of independent numbers has
  /// the standard error 1/√N.
  @Test func siblingsAreUncorrelated() {
    let root = RandomKey(seed: 1)
    let count = 4000
    var sum = 0.0
    for i in 0..<count {
      var here = RandomStream(root.child(i))
      var next = RandomStream(root.child(i + 1))
      sum += (here.uniform() - 0.5) * (next.uniform() - 0.5) * 12
    }
    #expect(abs(sum / Double(count)) < 4 / Double(count).squareRoot())
  }
}
