import GradCore

/// The gradient got small for how far and how high above the minimum the trial was.
extension Diagnosis {
  /// The gradient vanished, and not only because the trial came to a minimum, maximum or saddle.
  func hasVanished(_ pointKind: PointKind?) -> Bool {
    guard monitor.vanished else { return false }
    let isCertified = pointKind == .minimum || pointKind == .maximum || pointKind == .saddle
    return !(isCertified && monitor.vanishesAtTheEndOnly)
  }
}
