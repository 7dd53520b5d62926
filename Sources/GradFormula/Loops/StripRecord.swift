/// How a loop runs strips of iterations: its block compiled once more, with the gradient's
/// coordinates among the registers.
///
/// Registers are those of strips; the targets of all steps too.
@frozen @usableFromInline struct StripRecord: Sendable {
  /// The first register; −1 for a loop that has no strips.
  @usableFromInline var base = -1
  @usableFromInline var instructions = 0..<0
  /// Steps before the first strip, and at each.
  @usableFromInline var entry = 0..<0
  @usableFromInline var iteration = 0..<0
  /// Coordinates of the gradient that instructions add to, each after all that reach its places
  /// in earlier iterations: on lanes they add in place.
  @usableFromInline var sums = 0..<0
  /// Other shares, added behind each iteration.
  @usableFromInline var scatter = 0..<0
  /// The registers of the loop's adjoint, −1 where the instructions hold it, and of a term.
  @usableFromInline var weight = -1
  @usableFromInline var output = 0

  @usableFromInline init() {}
}
