import GradCore

extension LabelledCell {
  private static let kinked = Named.problem("absolute-value", #""dimension": 2"#)
  private static let huber = Named.problem("huber", #""dimension": 3"#)

  /// Kinks and lines: steps whose length does not shrink with the gap.
  static let kinks: [LabelledCell] = [
    LabelledCell(
      kinked, Named.descent, 0.1, .stalled, iterations: 200...200, gap: 1e-9...0.2,
      findings: [.oscillation, .nonDifferentiable], absent: [.vanishingGradient], budget: 400,
      proof: "steps of ±0.1 for ever: each coordinate ends in a cycle r, r − 0.1"),
    LabelledCell(
      kinked, Named.descent, 0.5, .stalled, iterations: 200...200, gap: 0.317...0.683,
      findings: [.oscillation, .nonDifferentiable], budget: 400, target: 1e-2,
      proof: "√2 − 1.5 = −0.086 or 0.414, √3 − 1.5 = 0.232 or −0.268: f is 0.318 and 0.682 in turn"),
    LabelledCell(
      kinked, Named.descent, 0.5, .targetHit, iterations: 5...1011,
      schedule: #""inverse-square-root""#, budget: 1100, target: 1e-2,
      proof: "in the cycle f ≤ 2 η/√k ≤ 0.0315 from k = 1008 on, at the latest"),
    LabelledCell(
      Named.problem("max-coordinate", #""dimension": 5"#), Named.descent, 0.1, .stalled,
      iterations: 500...500, gap: 1e-9...0.1, findings: [.nonDifferentiable],
      proof: "98 steps of 0.1 bring every coordinate within ±0.1, where they stay and move by 0.1"),
    LabelledCell(
      huber, Named.descent, 1, .targetHit, iterations: 5...5, gap: 0...0, reached: "(0, 0, 0)",
      proof: "5, 4, 3, 2, 1, 0: exact"),
    LabelledCell(
      huber, Named.descent, 0.5, .targetHit, iterations: 20...20,
      proof: "eight steps of 0.5 to 1, then ½ · 4^-j ≤ 4.5e-8 at j = 12"),
    LabelledCell(
      huber, Named.descent, 1.9, .targetHit, iterations: 77...77,
      proof: "5, 3.1, 1.2, −0.7, then factor −0.9: 0.245 · 0.81^j ≤ 4.5e-8 at j = 74"),
    LabelledCell(
      huber, Named.descent, 2, .stalled, iterations: 500...500, gap: 1.5...1.5,
      findings: [.oscillation], absent: [.nonDifferentiable],
      proof: "2/L: 5, 3, 1, −1, 1, …, f = ½ in each coordinate for ever"),
    LabelledCell(
      huber, Named.descent, 2.5, .targetHit, iterations: 2...2, gap: 0...0,
      proof: "beyond 2/L, and yet 5, 2.5, 0: the slope is bounded and the start lucky"),
    LabelledCell(
      huber, Named.descent, 3, .stalled, iterations: 500...500, gap: 1.5...4.5,
      findings: [.oscillation],
      proof: "beyond 2/L: 5, 2, −1, 2, −1, …: the slope is bounded, so it cycles, not diverges"),
    LabelledCell(
      huber, Named.descent, 0.1, .diverged, iterations: 0...0, absent: [.nonFinite],
      start: [1e151, 0, 0], proof: "a coordinate beyond 1e150, where f is still finite"),
    LabelledCell(
      #""log-sum-exp""#, Named.descent, 2, .targetHit, iterations: 15...300,
      proof: "1/L never climbs; on the cone steps of at most 2, in the bowl factor 1 − 2/10"),
    LabelledCell(
      #""log-sum-exp""#, Named.descent, 100, .stalled, .budgetSpent, gap: 1...1000,
      absent: [.nonFinite],
      proof: "‖g‖₁ ≤ 1: a step is at most 100 however far beyond 2/L = 4; in the bowl factor −9"),
  ]
}
