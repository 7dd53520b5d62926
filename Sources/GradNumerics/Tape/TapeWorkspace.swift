/// The numbers of one run of a tape: a value and an adjoint for every slot. One a worker.
///
/// It grows to the largest tape that it ran and keeps its memory: 16 bytes a slot on `Double`,
/// 128 on ``Lanes``.
public final class TapeWorkspace<S: TapeNumber> {
  @usableFromInline var values: UnsafeMutablePointer<S>
  @usableFromInline var adjoints: UnsafeMutablePointer<S>
  @usableFromInline var capacity = 0

  @inlinable public init() {
    values = .allocate(capacity: 0)
    adjoints = .allocate(capacity: 0)
  }

  @inlinable deinit {
    values.deallocate()
    adjoints.deallocate()
  }

  @usableFromInline
  func reserve(_ count: Int) {
    guard count > capacity else { return }
    values.deallocate()
    adjoints.deallocate()
    values = .allocate(capacity: count)
    adjoints = .allocate(capacity: count)
    capacity = count
  }

  /// Computes all slots at `x`.
  @inlinable @inline(__always)
  func forward(_ text: TapeText, at x: Span<S>) {
    precondition(x.count == text.dimension, "the point has another dimension")
    reserve(text.slotCount)
    let values = values
    for i in 0..<x.count { values[i] = x[unchecked: i] }
    runForward(text.instructions, dimension: text.dimension, values)
  }

  /// Sweeps back from the adjoints that `seed` sets, after ``forward(_:at:)``, and gives the
  /// variables' ones.
  @inlinable @inline(__always)
  func reverse(
    _ text: TapeText, into g: inout MutableSpan<S>, seed: (UnsafeMutablePointer<S>) -> Void
  ) {
    precondition(g.count >= text.dimension, "there is no room for the gradient")
    let adjoints = adjoints
    for slot in 0..<text.slotCount { adjoints[slot] = 0 }
    seed(adjoints)
    runReverse(text.instructions, dimension: text.dimension, values, adjoints)
    for i in 0..<text.dimension { g[unchecked: i] = adjoints[i] }
  }

  @inlinable @inline(__always)
  func value(of output: TapeOutput) -> S {
    output.slot < 0 ? S(output.constant) : values[output.slot]
  }

  @inlinable @inline(__always)
  func gradient(
    _ text: TapeText, of output: TapeOutput, at x: Span<S>, into g: inout MutableSpan<S>
  ) -> S {
    forward(text, at: x)
    reverse(text, into: &g) { if output.slot >= 0 { $0[output.slot] = 1 } }
    return value(of: output)
  }
}

/// The instructions of a recording, borrowed for one run.
@frozen @usableFromInline struct TapeText {
  @usableFromInline let instructions: UnsafeBufferPointer<TapeInstruction>
  @usableFromInline let dimension: Int

  @inlinable @inline(__always)
  init(_ instructions: UnsafeBufferPointer<TapeInstruction>, dimension: Int) {
    self.instructions = instructions
    self.dimension = dimension
  }
  @inlinable @inline(__always) var slotCount: Int { dimension + instructions.count }
}

/// Where a recorded function's result is: in a slot, or a constant.
@frozen @usableFromInline struct TapeOutput: Sendable {
  /// −1 for a constant.
  @usableFromInline let slot: Int
  @usableFromInline let constant: Double

  init(_ variable: Variable) {
    slot = variable.tape == nil ? -1 : Int(variable.slot)
    constant = variable.constant ?? .nan
  }
}
