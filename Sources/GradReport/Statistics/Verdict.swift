/// What a learning rate is, for one problem, optimizer and target.
public enum Verdict: String, Sendable, CaseIterable {
  /// Below the efficient range.
  case tooSmall
  /// In the contiguous range round the best rate with at most twice its expected cost. Two is what
  /// gradient descent loses by halving its rate: its range is exactly [1/L, 2/L).
  case efficient
  /// Above the efficient range, and less than half of the trials diverged.
  case tooLarge
  /// At least half of the trials diverged, wherever the rate lies.
  case diverging
}
