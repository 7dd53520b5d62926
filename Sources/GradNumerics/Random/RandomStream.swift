import Foundation

/// Random numbers drawn one after another from the blocks of one ``RandomKey``.
///
/// Block i is Philox4x32-10 of the counter (i, upper half of the key) under the lower half of the
/// key, i = 0, 1, 2, …; it gives two 64-bit numbers, the lower first. A stream is a value: a copy
/// goes on from the same place and gives the same numbers, so pass it `inout` and start another
/// stream from a child key where another part needs its own numbers. The period is 2⁶⁵ numbers.
///
/// Integers and uniform numbers are the same bits everywhere. Normal ones go through the logarithm,
/// sine and cosine of the C library, which may differ in the last bit from one platform to another.
///
/// It is deliberately no `RandomNumberGenerator`: what the standard library makes of one may change
/// from release to release, and stored results would change with it.
@frozen
public struct RandomStream: Sendable {
  @usableFromInline let key: RandomKey
  @usableFromInline var nextBlock: UInt64 = 0
  @usableFromInline var spareBits: UInt64 = 0
  @usableFromInline var hasSpareBits = false
  @usableFromInline var spareNormal = 0.0
  @usableFromInline var hasSpareNormal = false

  /// The stream of `key`, at its first number.
  @inlinable
  public init(_ key: RandomKey) {
    self.key = key
  }

  /// The next 64 bits.
  @inlinable
  public mutating func nextUInt64() -> UInt64 {
    if hasSpareBits {
      hasSpareBits = false
      return spareBits
    }
    let bits = Philox.block(counter: (nextBlock, key.high), key: key.low)
    nextBlock &+= 1
    spareBits = bits.high
    hasSpareBits = true
    return bits.low
  }

  /// A number uniform in [0, 1): the upper 53 of 64 bits, times 2⁻⁵³. It may be 0, never 1.
  @inlinable
  public mutating func uniform() -> Double {
    Double(nextUInt64() &>> 11) * 0x1p-53
  }

  /// A number uniform between the two ends: lower + (upper − lower) · ``uniform()``.
  ///
  /// The upper end can occur, by rounding. A range wider than the largest double works; a range
  /// with an infinite end gives NaN.
  @inlinable
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    let lower = range.lowerBound
    let upper = range.upperBound
    let fraction = uniform()
    guard lower.isFinite, upper.isFinite else { return .nan }
    let width = upper - lower
    let drawn =
      width.isFinite
      ? lower + width * fraction : 2 * (lower / 2 + (upper / 2 - lower / 2) * fraction)
    return drawn <= upper ? drawn : upper
  }

  /// A number normal with mean 0 and variance 1, by the method of Box and Muller.
  ///
  ///     r = √(−2 ln(1 − u₁)),   first r cos(2π u₂), at the next call r sin(2π u₂)
  ///
  /// The second value is kept for the next call of `normal()`, also when other draws come between.
  /// As u₁ has 53 bits, no value is beyond ±8.572; the chance that is cut off is 10⁻¹⁷.
  ///
  /// - Source: G. E. P. Box and M. E. Muller, The Annals of Mathematical Statistics 29(2), 1958.
  public mutating func normal() -> Double {
    if hasSpareNormal {
      hasSpareNormal = false
      return spareNormal
    }
    // 1 − u lies in (0, 1], so the logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spareNormal = radius * sin(angle)
    hasSpareNormal = true
    return radius * cos(angle)
  }

  /// An integer uniform in 0 ..< bound, without bias, by Lemire's multiplication and rejection.
  ///
  /// - Parameter bound: 1 or more.
  /// - Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1), 2019.
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "integer(below:) needs a bound of 1 or more, not \(bound)")
    let count = UInt64(bound)
    var product = nextUInt64().multipliedFullWidth(by: count)
    if product.low < count {
      // 2⁶⁴ mod count values of the lower half would come once too often.
      let surplus = (0 &- count) % count
      while product.low < surplus {
        product = nextUInt64().multipliedFullWidth(by: count)
      }
    }
    return Int(product.high)
  }

  /// The numbers 0 ..< count in an order drawn uniformly from all orders (Fisher and Yates, from
  /// the last place down).
  ///
  /// - Parameter count: 0 … 2³¹ − 1.
  public mutating func permutation(count: Int) -> [Int32] {
    precondition(
      count >= 0 && count <= Int(Int32.max), "permutation(count:) cannot have \(count) elements")
    var order = [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
      for i in 0..<count { buffer.initializeElement(at: i, to: Int32(truncatingIfNeeded: i)) }
      initialized = count
    }
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, integer(below: last + 1))
    }
    return order
  }
}
