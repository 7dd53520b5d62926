/// Passages: stays near a stationary point that the trial left again.
extension TrialMonitor {
  /// Entered when ‖g‖ falls under a small fraction of its largest, left when it rises above; also a
  /// start that is itself near one.
  func watchPassage(_ look: Look) {
    guard rules.watchesPassages else { return }
    if iteration == 0 {
      passageStart = Passage(
        from: 0, to: 0, point: point, gradient: gradient, objective: objective)
    } else if isRising, gradientNorm * rules.thresholds.saddleGradient > initialGradientNorm {
      isRising = false
      leave()
    }
    guard let isLow = look.isLow else { return }
    if isLow {
      isRising = false
      passageStart = Passage(
        from: iteration, to: iteration, point: point, gradient: gradient, objective: objective)
    } else if !isRising {
      leave()
    }
  }

  private func leave() {
    guard var ended = passageStart else { return }
    passageStart = nil
    ended.to = iteration
    ended.objective = objective
    guard ended.to - ended.from >= rules.thresholds.looksInARow else { return }
    if ended.to - ended.from > passage.map({ $0.to - $0.from }) ?? 0 { passage = ended }
  }
}
