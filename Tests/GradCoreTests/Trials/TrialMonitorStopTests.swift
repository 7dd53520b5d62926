import GradCore
import GradNumerics
import GradTestSupport
import Testing

@Suite struct TrialMonitorStopTests {
  @Test func nanObjectiveEndsTheTrialWhereItAppears() throws {
    let monitor = try Script { $0 == 7 ? .nan : 1 }.run(TrialRules(iterationLimit: 20))
    #expect(monitor.stop == .notFinite(.objective))
    #expect(monitor.iteration == 7)
    #expect(monitor.bestObjective == 1)
  }

  @Test(arguments: [Double.infinity, -.infinity])
  func infiniteObjectiveEndsTheTrial(value: Double) throws {
    let rules = TrialRules(iterationLimit: 20, minimum: .exact(0), scale: 1)
    let monitor = try Script { $0 == 3 ? value : 1 }.run(rules)
    #expect(monitor.stop == .notFinite(.objective))
    #expect(monitor.iteration == 3)
  }

  /// The objective's fault, however fast: −∞ after a fall, where no minimum is known.
  @Test(arguments: [1, 2, 30])
  func fallToInfinityIsUnbounded(steps: Int) throws {
    let script = Script { $0 == steps ? -.infinity : -Double($0) }
    let monitor = try script.run(TrialRules(iterationLimit: 100))
    #expect(monitor.stop == .fallsWithoutBound)
    #expect(monitor.iteration == steps)
    #expect(monitor.conclusion.outcome == .unbounded)
    // A start at −∞ is none, nor what climbed before.
    let start = try Script { _ in -.infinity }.run(TrialRules(iterationLimit: 100))
    #expect(start.stop == .notFinite(.objective))
    let climb = Script { $0 == steps + 1 ? -.infinity : Double($0) }
    #expect(try climb.run(TrialRules(iterationLimit: 100)).stop == .notFinite(.objective))
  }

  /// The order at a look: targets come before a gradient that is not finite.
  @Test(arguments: [true, false])
  func hitCountsWhereTheGradientIsNotFinite(stops: Bool) throws {
    let rules = TrialRules(
      iterationLimit: 20, objectiveTargets: [0.5, 0.1], gradientTargets: [-1, -1],
      stopsAtTarget: stops, minimum: .exact(0), scale: 1)
    let script = Script(
      gradientNorm: { $0 == 5 ? .nan : 1 }, objective: { $0 < 5 ? 1 : 0 })
    let monitor = try script.run(rules)
    #expect(monitor.iteration == 5)
    #expect(monitor.stop == (stops ? .targets : .notFinite(.gradient)))
    #expect(monitor.conclusion.outcome == .targetHit)
    // Beside the minimum it is no answer.
    let beside = Script(gradientNorm: { $0 == 5 ? .nan : 1 }, objective: { $0 == 4 ? 0 : 0.3 })
    #expect(
      try beside.run(rules).conclusion.outcome == (stops ? .targetHit : .diverged))
  }

  /// ‖g‖ is small from iteration 4 on, and Newton's step 0.1 until 20: asked at 4, 5, 7, 11, 19 and 35.
  @Test func secondOpinionIsAskedAtDoublingDistances() throws {
    var rules = TrialRules(iterationLimit: 90)
    rules.hessian = { Matrix.diagonal([$0[0] < 20 ? 1e-8 : 1, 1]) }
    let script = Script(gradientNorm: { $0 < 4 ? 1 : 1e-9 }, objective: { 1 / Double($0 + 1) })
    let monitor = try script.run(rules)
    #expect(monitor.stop == .smallGradient)
    #expect(monitor.iteration == 35)
    // A known minimizer that near needs no Hessian; the points are (k, 0).
    rules.minimizers = [[10.009, 0]]
    #expect(try script.run(rules).iteration == 35)
    rules.minimizers = [[11.01, 0]]
    #expect(try script.run(rules).iteration == 11)
  }

  /// Without Hessians products decide, along the gradient: ‖g‖ / |uᵀHu| against 1e-3 max(1, ‖x‖∞).
  @Test(arguments: [(1e-7, true), (0.99e-8, false), (-1e-7, true), (0, false)])
  func productsGiveTheSecondOpinion(curvature: Double, converges: Bool) throws {
    var rules = TrialRules(iterationLimit: 90)
    rules.hessianProduct = {
      { _, v, product in for i in v.indices { product[i] = curvature * v[i] } }
    }
    // The point is about (0, 0), so that 1e-3 is the longest step.
    let script = Script(
      stride: 1e-6, gradientNorm: { $0 < 4 ? 1e-9 : 1e-11 }, objective: { 1 / Double($0 + 1) })
    #expect(try script.run(rules).stop == (converges ? .smallGradient : .budget))
  }

  /// 10,000 iterations in two dimensions are enough for a look at the clock.
  @Test(arguments: [(1e-9, StopReason.seconds), (1.8e20, .budget), (.infinity, .budget)])
  func secondsEndATrialHoweverManyTheyAre(limit: Double, stop: StopReason) throws {
    let rules = TrialRules(iterationLimit: 10_000, secondsLimit: limit)
    // Falls all the way, so that nothing else ends it.
    #expect(try Script { 1e6 - Double($0) }.run(rules).stop == stop)
  }

  @Test func nanGradientEndsTheTrialWhereItAppears() throws {
    let script = Script(gradientNorm: { $0 == 5 ? .nan : 1 }, objective: { _ in 1 })
    let monitor = try script.run(TrialRules(iterationLimit: 20))
    #expect(monitor.stop == .notFinite(.gradient))
    #expect(monitor.iteration == 5)
  }

  @Test func infiniteStartEndsTheTrialAtIterationZero() throws {
    let monitor = try Script(origin: .infinity) { _ in 1 }.run(TrialRules(iterationLimit: 20))
    #expect(monitor.stop == .notFinite(.point))
    #expect(monitor.iteration == 0)
    #expect(monitor.cost == 1)
  }

  @Test func gradientWhoseSquareOverflowsIsFinite() throws {
    let script = Script(gradientNorm: { _ in 1e200 }, objective: { _ in 1 })
    let monitor = try script.run(TrialRules(iterationLimit: 3))
    #expect(monitor.stop == .budget)
    #expect(monitor.gradientNorm == 1e200)
    #expect(monitor.largestGradientNorm == 1e200)
  }

  @Test func farPointIsNoticedAtTheNextCheckpoint() throws {
    // Passes 1e150 at iteration 5; the objective shows nothing, so a checkpoint finds it.
    let rules = TrialRules(iterationLimit: 200)
    let monitor = try Script(stride: 0.21e150) { _ in 1 }.run(rules)
    #expect(monitor.stop == .tooFar)
    #expect(monitor.iteration == rules.checkpoints.first { $0 >= 5 })
  }

  @Test func farPointIsNoticedAtOnceWhereTheGapIsLarge() throws {
    let rules = TrialRules(iterationLimit: 200, minimum: .exact(0), scale: 1)
    // One jump to a plain far above: no maxima in a row, but far away.
    let monitor = try Script(stride: 0.21e150) { $0 >= 5 ? 1e30 : 1 }.run(rules)
    #expect(monitor.stop == .tooFar)
    #expect(monitor.iteration == 5)
  }

  @Test func growthEndsTheTrialOnceTheGapIsAHundredMillionScales() throws {
    let rules = TrialRules(iterationLimit: 100, minimum: .exact(0), scale: 1)
    let monitor = try Script { integerPower(10.0, $0) }.run(rules)
    #expect(monitor.stop == .grew)
    // 10⁸ is not more than 10⁸; 10⁹ is.
    #expect(monitor.iteration == 9)
  }

  @Test func divergenceFactorIsAThreshold() throws {
    var rules = TrialRules(iterationLimit: 100, minimum: .exact(0), scale: 1)
    rules.thresholds.divergenceFactor = 10
    let monitor = try Script { integerPower(10.0, $0) }.run(rules)
    #expect(monitor.stop == .grew)
    // The gap is large enough from iteration 2 on; five new maxima take until 5.
    #expect(monitor.iteration == 5)
  }

  @Test func highPlainIsNoGrowth() throws {
    let rules = TrialRules(iterationLimit: 60, minimum: .exact(0), scale: 1)
    let monitor = try Script { $0 < 10 ? 1 : 1e11 }.run(rules)
    #expect(monitor.stop == .budget)
  }

  @Test func climbBelowAnEarlierPeakIsNoGrowth() throws {
    // A peak of 1e12, then a rise from 2e8 that stays under it: no new maximum of the trial.
    let rules = TrialRules(iterationLimit: 400, minimum: .exact(0), scale: 1)
    let monitor = try Script { k in k == 3 ? 1e12 : k < 140 ? 2e8 : 2e8 + Double(k) }.run(rules)
    #expect(monitor.stop != .grew)
  }

  @Test func smallRiseIsNoGrowthWhereTheMinimumIsUnknown() throws {
    // Without a minimum there is no gap yet at the start: the scale is max(1, |f₀|).
    let monitor = try Script { 5 + 0.001 * Double($0) }.run(TrialRules(iterationLimit: 60))
    #expect(monitor.stop == .budget)
    let wild = try Script { 5 * integerPower(10.0, $0) }.run(TrialRules(iterationLimit: 60))
    #expect(wild.stop == .grew)
    #expect(wild.iteration == 9)
  }

  @Test func smallGradientConverges() throws {
    let script = Script(gradientNorm: { integerPower(10, -$0) }, objective: { _ in 1 })
    let monitor = try script.run(TrialRules(iterationLimit: 50))
    #expect(monitor.stop == .smallGradient)
    // 10⁻⁸ is the first within 10⁻⁸ + 10⁻⁸ · ‖g₀‖.
    #expect(monitor.iteration == 8)
    var rules = TrialRules(iterationLimit: 50)
    rules.gradientTolerance = 0
    #expect(try script.run(rules).stop == .budget)
  }

  @Test func gradientExactlyAtTheToleranceConverges() throws {
    // Squares round: √(r²) = r must still be noticed by bounds on ‖g‖².
    for step in 0..<200 {
      let start = 1 + 0.37 * Double(step)
      let edge = 1e-8 + 1e-8 * start
      let script = Script(gradientNorm: { $0 == 4 ? edge : start }, objective: { _ in 1 })
      #expect(try script.run(TrialRules(iterationLimit: 9)).stop == .smallGradient)
    }
  }

  @Test(arguments: [false, true])
  func flatFarFieldConvergesOnlyWhereAHessianCertifiesIt(hasHessian: Bool) throws {
    var rules = TrialRules(
      iterationLimit: 60, minimum: .exact(0), scale: 1, minimizers: [[0, 0]])
    if hasHessian { rules.hessian = { _ in Matrix.identity(2) } }
    let script = Script(
      stride: 0.001, origin: 100, gradientNorm: { _ in 1e-12 }, objective: { _ in 1 })
    let monitor = try script.run(rules)
    // The ratio is 1e-12 · 100 / 1, far below 1e-3.
    #expect(monitor.stop == (hasHessian ? .smallGradient : .budget))
    #expect(monitor.vanished != hasHessian)
  }

  @Test func flatHessianDoesNotCertify() throws {
    var rules = TrialRules(
      iterationLimit: 60, minimum: .exact(0), scale: 1, minimizers: [[0, 0]])
    rules.hessian = { _ in Matrix(rows: 2, columns: 2) }
    let script = Script(
      stride: 0.001, origin: 100, gradientNorm: { _ in 1e-12 }, objective: { _ in 1 })
    #expect(try script.run(rules).stop == .budget)
  }

  @Test func restingTrialStallsAtHalfTheBudget() throws {
    let rules = TrialRules(iterationLimit: 400, minimum: .exact(0), scale: 1)
    let monitor = try Script { Double.maximum(0.5, 1 - 0.1 * Double($0)) }.run(rules)
    #expect(monitor.stop == .stalled)
    #expect(monitor.iteration == 200)
  }

  @Test func trialThatRestsLateStallsAtTheEnd() throws {
    // Still falling until 60 of 400: the doubling 50 … 100 counts, 100 … 200 and 200 … 400 do not.
    let rules = TrialRules(iterationLimit: 400, minimum: .exact(0), scale: 1)
    let monitor = try Script { Double.maximum(0.4, 1 - 0.01 * Double($0)) }.run(rules)
    #expect(monitor.stop == .stalled)
    #expect(monitor.iteration == 400)
  }

  @Test func slowLinearFallIsNoStall() throws {
    // Gradient descent at κ = 10⁶ keeps falling by more than a thousandth of the gap a doubling.
    let rules = TrialRules(iterationLimit: 2000, minimum: .exact(0), scale: 1)
    let monitor = try Script { k in integerPower(1 - 2e-6, 2 * k) }.run(rules)
    #expect(monitor.stop == .budget)
  }

  @Test func stallIsMeasuredByThePastFallWhereTheMinimumIsUnknown() throws {
    let rules = TrialRules(iterationLimit: 400)
    let resting = try Script { -Double.minimum(50, Double($0)) }.run(rules)
    #expect(resting.stop == .stalled)
    #expect(resting.iteration == 200)
    let falling = try Script { -Double($0) }.run(rules)
    #expect(falling.stop == .budget)
  }

  @Test func shortBudgetIsNeverStalled() throws {
    let rules = TrialRules(iterationLimit: 99, minimum: .exact(0), scale: 1)
    #expect(try Script { _ in 1 }.run(rules).stop == .budget)
  }

  @Test func risingTrialIsNotStalledAtHalfTheBudget() throws {
    let rules = TrialRules(iterationLimit: 1000, minimum: .exact(0), scale: 1)
    let monitor = try Script { 1 + 1e-4 * Double($0) }.run(rules)
    #expect(monitor.iteration == 1000)
    #expect(monitor.laterWindow.lowest > monitor.earlierWindow.highest)
  }

  @Test func fallBelowTenBillionIsUnbounded() throws {
    let rules = TrialRules(iterationLimit: 100, minimum: .unboundedBelow)
    let monitor = try Script { -integerPower(10.0, $0) }.run(rules)
    #expect(monitor.stop == .fallsWithoutBound)
    // f₀ = −1, so that −10¹⁰ is still above f₀ − 10¹⁰.
    #expect(monitor.iteration == 11)
    var bounded = rules
    bounded.minimum = .exact(-1e30)
    #expect(try Script { -integerPower(10.0, $0) }.run(bounded).stop != .fallsWithoutBound)
  }

  @Test func fallThatRestsIsNotUnbounded() throws {
    let rules = TrialRules(iterationLimit: 60, minimum: .unknown)
    #expect(try Script { $0 < 5 ? 0 : -1e12 }.run(rules).stop == .budget)
  }

  @Test(arguments: [0, 1, 2, 39, 40, 41])
  func budgetEndsTheTrialExactly(limit: Int) throws {
    let monitor = try Script { 1 / Double($0 + 1) }.run(TrialRules(iterationLimit: limit))
    #expect(monitor.stop == .budget)
    #expect(monitor.iteration == limit)
    #expect(monitor.counts.gradients == limit + 1)
    #expect(monitor.trace.rows.isEmpty)
  }

  /// A gradient costs 3: the one that would bring the cost above the limit is not asked for. The
  /// start always is.
  @Test(arguments: [(0, 0), (2, 0), (3, 0), (5, 0), (6, 1), (61, 19), (62, 19), (63, 20)])
  func budgetOfCostEndsTheTrialBeforeItIsExceeded(cost: Int, iterations: Int) throws {
    var rules = TrialRules(iterationLimit: 1000, costLimit: cost)
    rules.costPerGradient = 3
    let monitor = try Script { 1 / Double($0 + 1) }.run(rules)
    #expect(monitor.stop == .budget)
    #expect(monitor.iteration == iterations)
    #expect(monitor.cost == 3 * (iterations + 1))
  }
}
