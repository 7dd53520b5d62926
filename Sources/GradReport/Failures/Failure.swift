import GradResults

/// Trials that missed their last target in one way, with the evidence of one of them.
struct Failure: Sendable {
  let kind: FailureClass
  /// Trials that ended so.
  let count: Int
  /// Those of them that had hit the ranking's target, where harder ones follow it.
  let hitsBefore: Int
  /// Who they are of, most first.
  let shares: [Share]
  /// Problems that they are of.
  let problemCount: Int
  /// The position of the trial that says most: at its family's best rate, or nearest to it.
  let example: Int
  /// Which trial that is, in words: `rosenbrock n=2, adam 0.1, seed 1`.
  let exampleName: String
  /// Why it ended so, in one sentence; empty where nothing more is known.
  let reason: String

  /// Trials of one optimizer.
  struct Share: Sendable, Equatable {
    let optimizer: String
    let count: Int
  }

  /// The evidence: what the trial is, and why it ended so.
  var sentence: String { reason.isEmpty ? exampleName : "\(exampleName): \(reason)" }
}
