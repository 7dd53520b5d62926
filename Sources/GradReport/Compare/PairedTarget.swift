/// One cell of two runs at one target, over the trials that both have.
struct PairedTarget {
  let before: TargetSummary
  let after: TargetSummary
  /// How many trials both have.
  let trials: Int
  /// Whether the target has a meaning in both runs.
  var isDefined: Bool { before.isDefined && after.isDefined }
}
