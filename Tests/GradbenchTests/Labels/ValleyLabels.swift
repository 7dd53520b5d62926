import GradCore

extension LabelledCell {
  private static let calm: [Finding] = [.vanishingGradient, .plateau, .saddle]
  private static let rosenbrock = Named.problem("rosenbrock", #""dimension": 2"#)
  private static let tang = Named.problem("styblinski-tang", #""dimension": 2"#)
  private static let rastrigin = Named.problem("rastrigin", #""dimension": 2"#)

  static let valleys = valley + basins

  /// Rosenbrock's valley from (−1.2, 1): λmax = 1001.6 and λmin = 0.3994 at the minimizer.
  private static let valley: [LabelledCell] = [
    LabelledCell(
      rosenbrock, Named.descent, 0.0019, .targetHit, iterations: 8500...20_000, absent: calm,
      reached: "(1, 1)", budget: 20_000,
      proof: "below 2/1001.6; at the end 1 − 0.3994 η: from gap 0.1 to 2.4e-7 alone 8510 iterations"
    ),
    LabelledCell(
      rosenbrock, Named.descent, 5e-4, .budgetSpent, gap: 1e-3...5,
      absent: [.oscillation, .vanishingGradient], budget: 3000,
      proof: "monotone below 2/1330, but 1 − 2 · 0.3994 η a step leaves e^-1.2 of the valley's gap"),
    LabelledCell(
      rosenbrock, Named.descent, 0.003, .stalled, .budgetSpent, gap: 0.01...24.2,
      findings: [.oscillation], absent: [.nonFinite, .vanishingGradient], budget: 5000,
      proof: "beyond 2/1001.6 but within 2/667: held where the valley is less curved, in a cycle"),
    LabelledCell(
      rosenbrock, Named.descent, 0.01, .diverged, iterations: 5...5,
      findings: [.explodingGradient], absent: [.nonFinite],
      reason: "> 2/λmax = 0.002 at the minimizer",
      proof: "x ← −4 x³: f grows 1e8-fold at once, five maxima at 5; overflow would come at 6"),
    LabelledCell(
      rosenbrock, Named.descent, 0.1, .diverged, iterations: 2...6,
      findings: [.nonFinite, .explodingGradient], reason: "> 2/λmax = 0.002 at the minimizer",
      proof: "x ← −40 x³ overflows no later than at a tenth of the rate"),
    LabelledCell(
      Named.problem("rosenbrock", #""dimension": 4"#), Named.momentum, 0.001, .converged,
      gap: 3.70142...3.70143, absent: calm, reached: "local minimum (-0.775659",
      start: [-0.7757, 0.6131, 0.3821, 0.146], budget: 5000,
      proof: "positive definite there (0.38 to 866 < 3.8/η): a start 1e-4 away cannot leave"),
  ]

  /// Which minimum is reached, by the basin of the start.
  private static let basins: [LabelledCell] =
    [
      ([3, 2.5], "minimum 1 of 4 (3, 2)", 5.3), ([3.5, -1.5], "minimum 2 of 4 (3.58443", 1.6),
      ([-3.5, -3], "minimum 3 of 4 (-3.77931", 5.3), ([-3, 3], "minimum 4 of 4 (-2.80512", 2),
    ].map { (start: [Double], reached: String, value: Double) in
      LabelledCell(
        #""himmelblau""#, Named.descent, 0.005, .targetHit, absent: calm, reached: reached,
        start: start,
        proof: "f = \(value) is below the lowest saddle, 13.3, and η below 1/133: no way out")
    } + [
      LabelledCell(
        tang, Named.descent, 0.01, .targetHit, absent: calm, reached: "(-2.9035",
        proof: "f′(0) = 2.5 > 0: both coordinates fall from 0 into the deeper well"),
      LabelledCell(
        tang, Named.descent, 0.01, .converged, gap: 28.27...28.28, absent: calm,
        reached: "local minimum", reason: "is left", start: [1, 1],
        proof: "f′(1) = −11.5 < 0: both coordinates rise into the shallower well, 14.137 each"),
      LabelledCell(
        tang, Named.descent, 0.01, .converged, gap: 14.13...14.14, absent: calm,
        reached: "local minimum", start: [1, -1],
        proof: "one coordinate rises into the shallower well: a gap of 14.137 is left"),
      LabelledCell(
        tang, Named.descent, 0.1, .stalled, .budgetSpent, gap: 1e-6...1e3, absent: [.nonFinite],
        proof: "beyond 2/34.6, within the cubic map's bounded range: it cycles and hits nothing"),
      LabelledCell(
        rastrigin, Named.descent, 0.001, .converged, gap: 1.9...2.1, absent: calm,
        reached: "local minimum",
        proof: "from 1.3 the slope is positive down to 0.995, and η < 1/L: two of gap 0.995 each"),
      LabelledCell(
        rastrigin, Named.descent, 0.001, .targetHit, absent: calm, reached: "(0, 0)",
        start: [0.3, -0.3],
        proof: "inside ±0.49 all slopes lead to 0, and η < 1/L cannot overshoot"),
    ]
}
