import GradCore

extension LabelledCell {
  private static let cloud = Named.problem(
    "mean-of-quadratics", #""dimension": 3, "sampleCount": 16"#)
  private static let exactFit = Named.problem(
    "least-squares",
    #""dimension": 3, "sampleCount": 24, "conditionNumber": 4, "noise": 0"#)
  private static func logistic(_ l2: Double) -> String {
    Named.problem(
      "logistic-regression",
      #""dimension": 3, "sampleCount": 32, "conditionNumber": 2, "l2": \#(l2)"#)
  }

  /// Finite sums, by full and by small batches.
  static let sums: [LabelledCell] = [
    LabelledCell(
      cloud, Named.descent, 0.5, .targetHit, iterations: 14...14,
      proof: "f − minimum is ½ ‖x − mean‖², L = 1: (1/2)^(2k) ≤ 1e-8 first at k = 14"),
    LabelledCell(
      cloud, Named.descent, 2.02, .diverged, iterations: 466...466,
      reason: "learning rate 2.02 > 2/L = 2 ", proof: "1.02^(2k) > 1e8 first at k = 466"),
    LabelledCell(
      cloud, Named.descent, 2.2, .diverged, reason: "learning rate 2.2 > 2/L = 2 ", batch: 1,
      proof: "the distance grows by |1 − η| = 1.2 a step whichever example is drawn"),
    LabelledCell(
      cloud, Named.descent, 0.5, .budgetSpent, gap: 1e-3...12, batch: 1,
      proof: "one example's gradient has variance 3 everywhere: the gap stays near η n/(2(2−η)) = ½"
    ),
    LabelledCell(
      exactFit, Named.descent, 0.02, .targetHit, gap: 0...1e-12, absent: [.noiseFloor], batch: 1,
      budget: 6000,
      proof: "every example is fitted at w: η ‖a‖² < 2 makes each step a contraction, no floor"),
    LabelledCell(
      exactFit, Named.descent, 0.25, .targetHit,
      proof: "1/L at κ = 4: 0.75^(2k) at the slowest, 33 iterations"),
    LabelledCell(
      exactFit, Named.descent, 0.505, .diverged, reason: "learning rate 0.505 > 2/L = 0.5 ",
      proof: "2.02/L: factor −1.02 along the steepest axis"),
    LabelledCell(
      logistic(0.1), Named.descent, 1.5, .targetHit, iterations: 1...126,
      proof: "L ≤ 2/4 + 0.1 = 0.6 < 1/η, μ = 0.1: the gap falls by 1 − ημ = 0.85 or more a step"),
    LabelledCell(
      logistic(0.01), Named.descent, 100, .stalled, .budgetSpent, absent: [.nonFinite],
      proof: "η l2 = 1 and slopes of the loss are bounded: |x| is bounded by η max ‖a‖"),
    LabelledCell(
      logistic(0.1), Named.descent, 25, .diverged,
      proof: "η l2 = 2.5 > 2: far out, where the loss is a line, x has the factor −1.5"),
  ]
}
