/// What a method's loop does when it is timed: passages, and nothing watched.
///
/// A ``PackWork`` that carries a rehearsal runs no trial. It steps through the passages with the loop
/// of ``drive(_:_:)`` without the harness in it: gradient, clipping and weight decay, schedule, step.
/// The iterates are the trial's to the last bit.
public final class Rehearsal {
  /// Some iterations from one point, made once or often.
  public struct Passage: Sendable {
    /// Where every repetition begins, with a method that has not stepped yet.
    public var start: [Double]
    public var iterations: Int
    public var repetitions: Int
    /// Repetitions before the first that is measured.
    public var warmUps: Int

    public init(start: [Double], iterations: Int, repetitions: Int = 1, warmUps: Int = 0) {
      self.start = start
      self.iterations = iterations
      self.repetitions = repetitions
      self.warmUps = warmUps
    }
  }

  public let passages: [Passage]
  /// The last iterate of each passage; fewer than ``passages`` after an interrupt.
  public private(set) var ends: [[Double]] = []

  @usableFromInline let begin: () -> Void
  @usableFromInline let end: () -> Void

  /// - Parameters:
  ///   - begin: Called in each passage after its warm-ups, right before the first repetition.
  ///   - end: Called right after the last repetition.
  public init(
    _ passages: [Passage], begin: @escaping () -> Void = {}, end: @escaping () -> Void = {}
  ) {
    self.passages = passages
    self.begin = begin
    self.end = end
  }

  @usableFromInline func finish(at point: [Double]) { ends.append(point) }
}
