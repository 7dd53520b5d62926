/// Records functions for reverse mode: all partial derivatives by one sweep back over the
/// operations, at a small multiple of the function's own cost whatever the dimension.
///
///     let tape = Tape()
///     try tape.record(dimension: 2) { x in x[0] * x[1] + Variable.sin(x[0]) }
///     let f = tape.gradient(at: point.span, into: &gradient, workspace: TapeWorkspace<Double>())
///
/// Recording writes the operations and computes nothing; a recording can be run at any point and
/// on any ``TapeNumber``. A tape keeps its memory from one recording to the next. It is one
/// worker's; a ``TapeProgram`` is a copy of a recording that many may run.
///
/// - Memory: 16 bytes an operation, at most ``nodeLimit`` operations.
public final class Tape {
  /// The default of ``nodeLimit``: 2²⁰. A tape with its workspace then takes at most 32 MiB on
  /// `Double` and 144 MiB on ``Lanes``.
  public static let defaultNodeLimit = 1 << 20

  /// The most operations and variables of one recording.
  public let nodeLimit: Int
  private let recording: UnsafeMutablePointer<TapeRecording>
  private var variables: [Variable] = []
  private(set) var outputs: [TapeOutput] = []

  public init(nodeLimit: Int = Tape.defaultNodeLimit) {
    self.nodeLimit = Swift.max(1, Swift.min(nodeLimit, Int(Int32.max)))
    recording = .allocate(capacity: 1)
    recording.initialize(to: TapeRecording(limit: self.nodeLimit))
  }

  deinit {
    recording.pointee.instructions.deallocate()
    recording.deinitialize(count: 1)
    recording.deallocate()
  }

  /// Records `f`, which is called once, in place of what was recorded before.
  ///
  /// - Throws: ``NumericsError/tapeTooLong(limit:)`` and ``NumericsError/foreignVariable``. The
  ///   tape then holds the constant NaN; ``kinks`` is complete in the first case.
  public func record(
    dimension: Int, _ f: (Span<Variable>) -> Variable
  ) throws(NumericsError) {
    let variables = try start(dimension)
    try finish([f(variables.span)])
  }

  /// Records a function with `outputCount` results, which `f` writes.
  public func record(
    dimension: Int, outputCount: Int, _ f: (Span<Variable>, inout MutableSpan<Variable>) -> Void
  ) throws(NumericsError) {
    let variables = try start(dimension)
    var results = [Variable](repeating: 0, count: outputCount)
    var view = results.mutableSpan
    f(variables.span, &view)
    try finish(results)
  }

  private func start(_ dimension: Int) throws(NumericsError) -> [Variable] {
    outputs = [TapeOutput(Variable(.nan))]
    recording.pointee.restart(dimension: 0)
    guard dimension >= 0, dimension <= nodeLimit else { throw .tapeTooLong(limit: nodeLimit) }
    recording.pointee.restart(dimension: dimension)
    if variables.count != dimension {
      variables = (0..<dimension).map { Variable(recording, slot: UInt64($0)) }
    }
    return variables
  }

  private func finish(_ results: [Variable]) throws(NumericsError) {
    outputs = results.map { TapeOutput($0) }
    for result in results where result.tape != nil && result.tape != recording {
      recording.pointee.hasForeignVariable = true
    }
    let state = recording.pointee
    // An earlier recording's variable may name a slot that this one does not have.
    let isInside = outputs.allSatisfy { $0.slot < state.dimension + state.count }
    guard !state.isOverfull, !state.hasForeignVariable, isInside else {
      outputs = outputs.map { _ in TapeOutput(Variable(.nan)) }
      recording.pointee.count = 0
      throw state.isOverfull ? .tapeTooLong(limit: nodeLimit) : .foreignVariable
    }
  }

  /// How many operations the recording holds.
  public var operationCount: Int { recording.pointee.count }

  /// The operations met in recording that are not smooth, choices between constants left out.
  public var kinks: Kinks { recording.pointee.kinks }

  /// A copy of the recording that several workers may run.
  public var program: TapeProgram {
    TapeProgram(
      dimension: recording.pointee.dimension, instructions: Array(text.instructions),
      outputs: outputs)
  }

  @usableFromInline var text: TapeText {
    TapeText(
      UnsafeBufferPointer(start: recording.pointee.instructions, count: recording.pointee.count),
      dimension: recording.pointee.dimension)
  }
  @usableFromInline var firstOutput: TapeOutput { outputs[0] }

  /// Writes the derivatives of the recorded function, the first if it has several, at `x` into
  /// `g`, and returns its value.
  ///
  /// `x` must have the recorded dimension and `g` at least as many places.
  @inlinable
  public func gradient<S: TapeNumber>(
    at x: Span<S>, into g: inout MutableSpan<S>, workspace: TapeWorkspace<S>
  ) -> S {
    workspace.gradient(text, of: firstOutput, at: x, into: &g)
  }
}
