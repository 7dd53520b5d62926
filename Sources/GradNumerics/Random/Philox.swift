/// Philox4x32-10: a counter-based random number generator, a pure function of counter and key.
///
///     (c₀, c₁, c₂, c₃) ← (hi(M₁c₂) ⊕ c₁ ⊕ k₀,  lo(M₁c₂),  hi(M₀c₀) ⊕ c₃ ⊕ k₁,  lo(M₀c₀))
///
/// ten times, the key growing by two Weyl constants between rounds. For a fixed key it is a
/// bijection of the 2¹²⁸ counters, so two counters never give the same block. It holds no state:
/// any block can be had at once, in any order, on any core. It is not for cryptography.
///
/// - Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy
///   as 1, 2, 3", SC11, 2011. Word order and constants are those of their library, Random123.
public enum Philox {
  /// The 128 random bits that belong to `counter` under `key`; words in the order of Random123.
  @inlinable
  public static func block(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>
  ) -> SIMD4<UInt32> {
    var c0 = counter[0]
    var c1 = counter[1]
    var c2 = counter[2]
    var c3 = counter[3]
    var k0 = key[0]
    var k1 = key[1]
    for _ in 0..<10 {
      let p0 = UInt64(c0) &* 0xD251_1F53
      let p1 = UInt64(c2) &* 0xCD9E_8D57
      c0 = UInt32(truncatingIfNeeded: p1 &>> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: p1)
      c2 = UInt32(truncatingIfNeeded: p0 &>> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: p0)
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return SIMD4(c0, c1, c2, c3)
  }

  /// The same block with its words joined in pairs, the lower word first.
  @inlinable
  public static func block(
    counter: (low: UInt64, high: UInt64), key: UInt64
  ) -> (low: UInt64, high: UInt64) {
    let words = block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: counter.low), UInt32(truncatingIfNeeded: counter.low &>> 32),
        UInt32(truncatingIfNeeded: counter.high), UInt32(truncatingIfNeeded: counter.high &>> 32)),
      key: SIMD2(UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key &>> 32)))
    return (
      UInt64(words[0]) | UInt64(words[1]) &<< 32, UInt64(words[2]) | UInt64(words[3]) &<< 32
    )
  }
}
