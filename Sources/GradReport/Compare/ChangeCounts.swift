/// How many metrics of cells came to each change. Plain integers: a comparison counts millions.
public struct ChangeCounts: Sendable, Equatable {
  private var regression = 0
  private var improvement = 0
  private var unchanged = 0
  private var inconclusive = 0
  private var new = 0
  private var gone = 0

  public internal(set) subscript(change: Change) -> Int {
    get {
      switch change {
      case .regression: regression
      case .improvement: improvement
      case .unchanged: unchanged
      case .inconclusive: inconclusive
      case .new: new
      case .gone: gone
      }
    }
    set {
      switch change {
      case .regression: regression = newValue
      case .improvement: improvement = newValue
      case .unchanged: unchanged = newValue
      case .inconclusive: inconclusive = newValue
      case .new: new = newValue
      case .gone: gone = newValue
      }
    }
  }

  /// Whether something was compared: it was in both runs.
  var hasJoined: Bool { regression + improvement + unchanged + inconclusive > 0 }
}
