import Foundation
public import GradCore
import GradText
import Synchronization

/// A temporary file that holds the trace rows of finished trials in order of completion and gives
/// them back in any order.
///
/// Workers append whole trials, one after the other behind a lock. In memory stay 24 bytes a trial
/// and one write buffer. The file has no name from the moment it is open, so nothing is left behind
/// however the run ends.
///
/// A failed write does not stop the trials: all rows are dropped then, so that the room they took is
/// free for the other files, and the failure is thrown when rows are read back.
public final class TraceSpill: TraceSource, Sendable {
  private struct Entry {
    var offset = 0
    var rowCount: Int32 = 0
    /// Coordinates a row.
    var dimension: Int32 = 0
  }

  private struct State {
    var entries: [Entry]
    var buffer: [UInt8] = []
    /// Bytes in the file, the buffer not counted.
    var written = 0
    var largestDimension = 0
    var failure: RunFolderError?
  }

  private static let bufferSize = 1 << 20

  /// What its rows are for, and what messages name.
  private let path: String
  private let descriptor: Int32
  private let onDrop: @Sendable (RunFolderError) -> Void
  private let state: Mutex<State>

  /// Opens the spill of a run.
  ///
  /// - Parameters:
  ///   - folder: Where the file's bytes go; the run folder, which has room for the traces anyway.
  ///   - trialCount: Trials of the plan.
  ///   - onDrop: Called at most once, by whoever appended the row that could not be written.
  public init(
    in folder: RunFolder, trialCount: Int,
    onDrop: @escaping @Sendable (RunFolderError) -> Void = { _ in }
  ) throws(RunFolderError) {
    path = folder.file("traces.csv")
    self.onDrop = onDrop
    let name = folder.file(".traces.spill")
    descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor < 0 { throw .cannotWrite(path: path, reason: systemErrorText()) }
    unlink(name)
    state = Mutex(State(entries: Array(repeating: Entry(), count: max(trialCount, 0))))
  }

  deinit { close(descriptor) }

  /// Why the rows were dropped; nil as long as they are kept.
  public var failure: RunFolderError? { state.withLock { $0.failure } }

  /// Drops all rows, to give the room that they take to other files.
  ///
  /// - Returns: false if they were dropped before.
  @discardableResult
  public func drop(because reason: String) -> Bool {
    state.withLock { state in
      guard state.failure == nil else { return false }
      drop(&state, reason)
      return true
    }
  }

  public var dimension: Int { state.withLock { $0.largestDimension } }

  /// Keeps the rows of one finished trial; a second call for the same trial replaces the first.
  ///
  /// - Parameters:
  ///   - trial: Its index in the plan; one outside the plan is the caller's mistake.
  ///   - points: `dimension` coordinates a row, or empty.
  public func append(
    trial: Int, rows: [TraceRow], points: [Double] = [], dimension: Int = 0
  ) {
    precondition(
      points.count == rows.count * dimension,
      "\(points.count) coordinates for \(rows.count) rows of dimension \(dimension)")
    let failure = state.withLock { state -> RunFolderError? in
      precondition(state.entries.indices.contains(trial), "trial \(trial) is not in the plan")
      guard state.failure == nil else { return nil }
      state.entries[trial] = Entry(
        offset: state.written + state.buffer.count, rowCount: Int32(rows.count),
        dimension: Int32(dimension))
      state.largestDimension = max(state.largestDimension, dimension)
      rows.withUnsafeBytes { state.buffer.append(contentsOf: $0) }
      points.withUnsafeBytes { state.buffer.append(contentsOf: $0) }
      if state.buffer.count >= Self.bufferSize { flush(&state) }
      return state.failure
    }
    // Outside of the lock, since who is told may do anything.
    if let failure { onDrop(failure) }
  }

  public func read(trial: Int, into trace: inout Trace) throws(RunFolderError) {
    trace.removeAll()
    let result = state.withLock { state -> Result<Entry, RunFolderError> in
      if !state.buffer.isEmpty { flush(&state) }
      if let failure = state.failure { return .failure(failure) }
      guard state.entries.indices.contains(trial) else { return .success(Entry()) }
      return .success(state.entries[trial])
    }
    let entry = try result.get()
    let rowCount = Int(entry.rowCount)
    let dimension = Int(entry.dimension)
    let rowBytes = rowCount * MemoryLayout<TraceRow>.stride
    let pointCount = rowCount * dimension
    let row = TraceRow(iteration: 0, cost: 0, objective: 0, gradientNorm: 0)
    trace.rows.append(contentsOf: repeatElement(row, count: rowCount))
    trace.points.append(contentsOf: repeatElement(0, count: pointCount))
    trace.dimension = dimension
    let areRead =
      trace.rows.withUnsafeMutableBytes { readAll(into: $0, at: entry.offset) }
      && trace.points.withUnsafeMutableBytes { readAll(into: $0, at: entry.offset + rowBytes) }
    if !areRead {
      let reason = errno == 0 ? "the file is shorter than it was" : systemErrorText()
      throw .cannotRead(path: path, reason: reason)
    }
  }

  private func flush(_ state: inout State) {
    if let code = state.buffer.withUnsafeBytes({ writeAll($0, to: descriptor) }) {
      return drop(&state, systemErrorText(code))
    }
    state.written += state.buffer.count
    state.buffer.removeAll(keepingCapacity: true)
  }

  private func drop(_ state: inout State, _ reason: String) {
    state.failure = .cannotWrite(path: path, reason: reason)
    state.buffer = []
    // The file has no name, so that its room is free at once.
    ftruncate(descriptor, 0)
  }

  private func readAll(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) -> Bool {
    var position = 0
    while position < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[position...])
      errno = 0
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + position))
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      position += count
    }
    return true
  }
}
