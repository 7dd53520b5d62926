/// The name of what random numbers are for, as 128 bits; the same name gives the same numbers.
///
///     let key = RandomKey(seed: 0).child("rosenbrock").child(3).child("start")
///     var stream = RandomStream(key)
///
/// A key is a value: deriving a child changes nothing, so no order of execution can change a
/// number. It depends on neither the platform nor the process (unlike `Hasher`).
///
/// With B(c, k) the Philox block of counter c under key k, and s the 128 bits of the parent:
///
///     seed:           s  = B(seed, "gradbnch" as a number)
///     child(number):  s′ = B(B(s, 1), number as 64 bits)
///     child(name):    s′ = B(… B(B(s, 2 + 256·length), bytes 0 … 7) …, last bytes)
///
/// The name's UTF-8 bytes are taken eight at a time, the first lowest, filled up with zeros. The
/// length goes first, so `child("ab").child("c")`, `child("abc")` and `child("a").child("bc")` are
/// three keys, as are `child("1")` and `child(1)`. Every B is a bijection of s: two keys that
/// differ never get equal children by the same name. Two names of one parent collide with chance
/// 2⁻¹²⁸ each.
///
/// A stream uses the lower half as Philox key and the upper half as upper half of the counter:
/// streams of unequal keys never share a block's input.
///
/// What is surprising: "é" as one scalar and as e with an accent are equal strings in Swift, but
/// unequal names here, since their bytes differ. The ids of gradbench are ASCII.
@frozen
public struct RandomKey: Sendable, Hashable {
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64

  @inlinable
  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The root of all keys of one seed. Equal seeds give equal keys; unequal ones never do.
  @inlinable
  public init(seed: UInt64) {
    // The eight letters of "gradbnch", the first in the lowest byte.
    let root = Philox.block(counter: (seed, 0), key: 0x6863_6E62_6461_7267)
    self.init(low: root.low, high: root.high)
  }

  /// The key for the part called `name`; any text, also an empty one.
  public func child(_ name: String) -> RandomKey {
    var key = absorbing(2 | UInt64(name.utf8.count) &<< 8)
    var chunk: UInt64 = 0
    var filled: UInt64 = 0
    for byte in name.utf8 {
      chunk |= UInt64(byte) &<< filled
      filled &+= 8
      if filled == 64 {
        key = key.absorbing(chunk)
        chunk = 0
        filled = 0
      }
    }
    return filled > 0 ? key.absorbing(chunk) : key
  }

  /// The key for the part with this number: an instance, an epoch, a draw. Any number will do.
  @inlinable
  public func child(_ number: Int) -> RandomKey {
    absorbing(1).absorbing(UInt64(bitPattern: Int64(number)))
  }

  @inlinable
  func absorbing(_ word: UInt64) -> RandomKey {
    let mixed = Philox.block(counter: (low, high), key: word)
    return RandomKey(low: mixed.low, high: mixed.high)
  }
}
