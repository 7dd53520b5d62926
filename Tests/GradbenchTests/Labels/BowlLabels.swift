import GradCore

extension LabelledCell {
  /// The sphere Σ xᵢ² from (1, …, 1): every coordinate is (1 − 2η)ᵏ under gradient descent, L = 2.
  static let bowls: [LabelledCell] =
    [
      LabelledCell(
        Named.sphere(2), Named.descent, 0.25, .targetHit, iterations: 14...14,
        theory: .sphere(2, .descent, 0.25), proof: "(1/2)^(2k) ≤ 1e-8 first at k = 14"),
      LabelledCell(
        Named.sphere(10), Named.descent, 0.5, .targetHit, iterations: 1...1, gap: 0...0,
        proof: "1 − 2η = 0: the first step lands on the minimizer, exactly"),
      LabelledCell(
        Named.sphere(2), Named.descent, 0.75, .targetHit, iterations: 14...14,
        theory: .sphere(2, .descent, 0.75), proof: "(−1/2)^(2k) ≤ 1e-8 first at k = 14"),
      LabelledCell(
        Named.sphere(2), Named.descent, 0.99, .targetHit, iterations: 456...456,
        theory: .sphere(2, .descent, 0.99), proof: "0.98^(2k) ≤ 1e-8 first at k = 456"),
      LabelledCell(
        Named.sphere(2), Named.descent, 1, .stalled, iterations: 500...500, gap: 2...2,
        findings: [.oscillation], absent: [.vanishingGradient, .plateau],
        proof: "1 − 2η = −1: x and −x in turn, f the same at every quarter of the budget"),
      LabelledCell(
        Named.sphere(2), Named.descent, 1.01, .diverged, iterations: 466...466,
        findings: [.explodingGradient], absent: [.nonFinite],
        reason: "learning rate 1.01 > 2/L = 1 ", theory: .sphere(2, .descent, 1.01),
        proof: "1.02^(2k) > 1e8 first at k = 466, and 1.02^466 > 1e4"),
      LabelledCell(
        Named.sphere(2), Named.descent, 1.001, .diverged, iterations: 400...400,
        reason: "> 2/L = 1 ", budget: 400,
        proof: "|1 − 2η| = 1.002 > 1: every gap is above the one before, if only 1.002^800 = 5"),
      LabelledCell(
        Named.sphere(2), Named.descent, 100, .diverged, iterations: 5...5,
        findings: [.explodingGradient], reason: "learning rate 100 > 2/L = 1 ",
        proof: "199^(2k) > 1e8 from k = 2, but five new maxima need five iterations"),
      LabelledCell(
        Named.sphere(2), Named.descent, 1e200, .diverged, iterations: 1...1,
        findings: [.nonFinite], reason: "learning rate 1e+200 > 2/L = 1 ",
        proof: "x = −2e200 after a step, and its square overflows"),
      LabelledCell(
        Named.sphere(2), Named.descent, 1e-5, .budgetSpent,
        absent: [.vanishingGradient, .plateau, .oscillation],
        theory: .sphere(2, .descent, 1e-5),
        proof:
          "over 125 iterations the gap falls by 1 − e^-0.005 = 0.5 % > 0.1 %: slow, not stalled"),
      LabelledCell(
        Named.sphere(2), Named.descent, 1e-7, .stalled, iterations: 500...500,
        absent: [.vanishingGradient, .plateau, .oscillation],
        proof: "over 125 and 250 iterations the gap falls by 4e-7 k = 5e-5 and 1e-4 < 0.1 %"),
      LabelledCell(
        Named.sphere(3), Named.descent, 0.1, .targetHit, iterations: 0...0, start: [1e-5, 0, 0],
        proof: "the start's gap 1e-10 is 3e-11 of the standard start's"),
      LabelledCell(
        Named.sphere(2), #"{"id": "momentum", "momentum": 0}"#, 0.25, .targetHit,
        iterations: 14...14, proof: "without memory momentum is gradient descent: (1/2)^(2k)"),
      LabelledCell(
        Named.sphere(2), Named.momentum, 0.5, .targetHit,
        theory: .sphere(2, .momentum(0.9), 0.5),
        proof: "z² − 0.9 z + 0.9 = 0 has complex roots of modulus √0.9"),
      LabelledCell(
        Named.sphere(2), Named.momentum, 1.881, .targetHit,
        theory: .sphere(2, .momentum(0.9), 1.881),
        proof: "0.99 · 2(1+β)/L: complex roots, the gap falls by 0.9 a step"),
      LabelledCell(
        Named.sphere(2), Named.momentum, 1.919, .diverged,
        reason: "learning rate 1.92 > 2(1+β)/L = 1.9 ", theory: .sphere(2, .momentum(0.9), 1.919),
        proof: "1.01 · 2(1+β)/L: 1 + β − ηλ = −1.938, a root is −1.166"),
      LabelledCell(
        Named.sphere(2), Named.nesterov, 0.5, .targetHit, iterations: 2...2, gap: 0...1e-30,
        proof: "ηλ = 1: both coefficients of e(k+1) = (1−ηλ)(…) are 0, so e(2) = 0 to rounding"),
      LabelledCell(
        Named.sphere(2), Named.nesterov, 0.67, .targetHit,
        theory: .sphere(2, .nesterov(0.9), 0.67),
        proof: "0.67 < 2(1+β)/((1+2β)L) = 0.6786: both roots are inside the unit circle"),
      LabelledCell(
        Named.sphere(2), Named.nesterov, 0.69, .diverged,
        reason: "learning rate 0.69 > 2(1+β)/((1+2β)L) = 0.679 ",
        theory: .sphere(2, .nesterov(0.9), 0.69),
        proof: "0.69 > 2(1+β)/((1+2β)L) = 0.6786: a root is below −1"),
    ] + booth

  /// Booth's quadratic: λ = 18 along (1, 1), 2 along (1, −1); the start is (−10, −12) from x*, so
  /// that the two shares of the gap 2180 are 2178 and 2.
  private static let booth: [LabelledCell] = [
    LabelledCell(
      #""booth""#, Named.descent, 0.1, .targetHit, iterations: 42...42, reached: "(1, 3)",
      theory: boothTheory(0.1), proof: "1 − 1.8 = −0.8 and 1 − 0.2 = 0.8: 0.64^k ≤ 1e-8 at k = 42"),
    LabelledCell(
      #""booth""#, Named.descent, 0.11, .targetHit, reached: "(1, 3)", theory: boothTheory(0.11),
      proof: "0.99 · 2/18: factors −0.98 and 0.78"),
    LabelledCell(
      #""booth""#, Named.descent, 0.1122, .diverged, reason: "> 2/L = 0.111 ",
      theory: boothTheory(0.1122), proof: "1.0098 · 2/18: the factor along (1, 1) is −1.0196"),
    LabelledCell(
      #""booth""#, #"{"id": "gradient-descent", "weightDecay": 1}"#, 0.1, .stalled,
      gap: 0.42166...0.42168, absent: [.vanishingGradient, .plateau, .oscillation],
      proof: "rests at (H+1)⁻¹Hx*, ½(18·8/361 + 2·2/9) = 0.42167 above the minimum: |factors| ≤ 0.9"
    ),
  ]

  private static func boothTheory(_ rate: Double) -> LinearTheory {
    LinearTheory(modes: [
      LinearTheory.Method.descent.mode(18 * rate, weight: 2178),
      LinearTheory.Method.descent.mode(2 * rate, weight: 2),
    ])
  }
}
