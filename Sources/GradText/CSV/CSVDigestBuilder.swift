import Dispatch
import Synchronization

/// Makes a ``CSVDigest`` while a file is written. The SHA-256 is computed beside the writer, on
/// another thread.
struct CSVDigestBuilder {
  private static let mostChecks = 8192
  private static let chunkSize = 1 << 18

  private let hash = BackgroundHash()
  private var chunk: [UInt8] = []
  private(set) var rows = 0
  private var rowsPerCheck = 1
  /// Sums over the rows of a group, so that two groups join by one addition.
  private var sums: [UInt64] = []
  private var current: UInt64 = 0
  private var currentCount = 0

  mutating func add(header: [UInt8]) { append(header) }

  mutating func add(row: [UInt8]) { row.withUnsafeBytes { add(row: $0) } }

  /// The bytes of one row, its end included.
  mutating func add(row: UnsafeRawBufferPointer) {
    append(row)
    current &+= Self.check(of: row, at: rows)
    rows += 1
    currentCount += 1
    guard currentCount == rowsPerCheck else { return }
    sums.append(current)
    (current, currentCount) = (0, 0)
    guard sums.count > Self.mostChecks else { return }
    sums = Self.joined(sums)
    rowsPerCheck *= 2
    // The last of an odd number of groups is half full.
    if sums.count * rowsPerCheck > rows, let last = sums.popLast() {
      (current, currentCount) = (last, rowsPerCheck / 2)
    }
  }

  private mutating func append(_ bytes: some Sequence<UInt8>) {
    chunk.append(contentsOf: bytes)
    if chunk.count >= Self.chunkSize {
      hash.update(chunk)
      chunk.removeAll()
    }
  }

  /// The digest of all that was added.
  ///
  /// - Parameter wanted: How many rows are to share a check; nil: as many as came of it.
  mutating func digest(kinds: String, rowsPerCheck wanted: Int? = nil) -> CSVDigest {
    hash.update(chunk)
    chunk.removeAll()
    var groups = sums + (currentCount > 0 ? [current] : [])
    var size = rowsPerCheck
    while let wanted, size < wanted {
      groups = Self.joined(groups)
      size *= 2
    }
    return CSVDigest(
      rows: rows, sha256: hash.hex(), kinds: kinds, rowsPerCheck: size,
      checks: groups.map(Self.text).joined())
  }

  private static func joined(_ groups: [UInt64]) -> [UInt64] {
    stride(from: 0, to: groups.count, by: 2).map {
      groups[$0] &+ ($0 + 1 < groups.count ? groups[$0 + 1] : 0)
    }
  }

  /// Four digits of a sum, all its bits mixed in.
  private static func text(_ sum: UInt64) -> String {
    let folded = UInt16(truncatingIfNeeded: (sum &* 0x9E37_79B9_7F4A_7C15) >> 48)
    let digits = String(folded, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// A check of one row, which depends on where it stands: eight bytes a multiplication.
  private static func check(of row: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
    let prime: UInt64 = 0xD6E8_FEB8_6659_FD93
    var state = UInt64(bitPattern: Int64(index)) &* prime ^ UInt64(bitPattern: Int64(row.count))
    var offset = 0
    while offset + 8 <= row.count {
      state = (state ^ row.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* prime
      state ^= state >> 32
      offset += 8
    }
    while offset < row.count {
      state = (state ^ UInt64(row[offset])) &* prime
      state ^= state >> 32
      offset += 1
    }
    return state
  }
}

/// A SHA-256 that grows on a thread of its own, in the order of the calls.
private final class BackgroundHash: Sendable {
  private let queue = DispatchQueue(label: "gradbench.digest")
  private let hash = Mutex(SHA256())

  func update(_ chunk: [UInt8]) { queue.async { self.hash.withLock { $0.update(chunk) } } }

  func hex() -> String { queue.sync { hash.withLock { $0.hex() } } }
}
