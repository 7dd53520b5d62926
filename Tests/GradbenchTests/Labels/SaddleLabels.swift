import GradCore

extension LabelledCell {
  private static let flat: [Finding] = [.vanishingGradient, .plateau]

  static let saddles = strict + curvatureless + boundless + known

  /// x² − y² + y⁴/4 from (1, offset): x(k) = (1 − 2η)ᵏ, y ← y (1 + 2η − η y²); minima at (0, ±√2).
  private static let strict: [LabelledCell] = [
    LabelledCell(
      Named.saddle("strict-saddle", 1e-3), Named.descent, 0.1, .targetHit, iterations: 40...86,
      absent: [.saddle], reached: "minimum 1 of 2 (0, 1.41421)",
      proof: "y keeps its sign and grows by at most 1.2: ln(1414)/ln 1.2 = 39.8; ‖g‖ stays > 0.01"),
    LabelledCell(
      Named.saddle("strict-saddle", -1e-3), Named.descent, 0.1, .targetHit, iterations: 40...86,
      reached: "minimum 2 of 2 (0, -1.41421)",
      proof: "f is even in y and y keeps its sign"),
    LabelledCell(
      Named.saddle("strict-saddle", 1e-9), Named.descent, 0.1, .targetHit, iterations: 116...162,
      findings: [.saddle], reached: "minimum 1 of 2",
      proof: "six decades more: 6 ln 10/ln 1.2 = 75.8 more; ‖g‖ < 2e-3 for 45 looks at the saddle"),
    LabelledCell(
      Named.saddle("strict-saddle", 0), Named.descent, 0.1, .converged, iterations: 81...81,
      gap: 1...1.001, findings: [.saddle], absent: flat, reached: "nothing",
      reason: "the point is a saddle",
      proof: "y = 0 stays 0; 2 · 0.8^k ≤ 1e-8 (1 + 2) first at k = 81"),
    LabelledCell(
      Named.saddle("strict-saddle", 1e-3, #""dimension": 5, "negativeDirections": 3"#),
      Named.descent, 0.1, .targetHit, iterations: 40...90, reached: "minimum 1 of 8",
      proof: "separable: each of three coordinates goes to +√2"),
    LabelledCell(
      Named.saddle("strict-saddle", -1e-3, #""dimension": 5, "negativeDirections": 3"#),
      Named.descent, 0.1, .targetHit, iterations: 40...90, reached: "minimum 8 of 8",
      proof: "separable: each of three coordinates goes to −√2"),
    LabelledCell(
      Named.saddle("strict-saddle", 1e-3), Named.momentum, 0.01, .targetHit, iterations: 60...1000,
      reached: "minimum 1 of 2",
      proof: "root 1.107 at the saddle; energy falls from f(0, 1e-3) < 0 = f(·, 0): y stays > 0"),
    LabelledCell(
      Named.saddle("strict-saddle", 0), Named.momentum, 0.1, .converged, gap: 1...1.001,
      findings: [.saddle], absent: flat, reached: "nothing",
      proof: "y = 0 stays 0; x has roots of modulus √0.9"),
    LabelledCell(
      Named.saddle("strict-saddle", 0), #""adam""#, 0.1, .converged, .stalled, .budgetSpent,
      gap: 1...2, proof: "g_y = 0 gives m_y = 0: y stays 0, where f ≥ 0 is 1 above the minimum"),
    LabelledCell(
      Named.saddle("strict-saddle", 1e-3), Named.descent, 0.6, .stalled, iterations: 500...500,
      gap: 1e-3...1, findings: [.oscillation],
      proof: "y ← 2.2 y − 0.6 y³: for 2 < 2.2 < √5 the minimum gives way to a cycle of two"),
    LabelledCell(
      Named.saddle("strict-saddle", 1e-3), Named.descent, 1.2, .diverged,
      reason: "> 2/λmax = 0.5 at the minimizer",
      proof: "x has the factor 1 − 2.4 = −1.4, and y ← 3.4 y − 1.2 y³ is unbounded beyond 3 y"),
  ]

  /// Saddles whose Hessian is singular.
  private static let curvatureless: [LabelledCell] = [
    LabelledCell(
      Named.saddle("monkey-saddle", 0.01), Named.descent, 0.1, .targetHit, iterations: 100...1000,
      reached: "minimum 2 of 3 (0.375, 0.64",
      proof: "r³ cos 3θ + r⁴: from θ = 45° in (0°, 120°) the angle goes to the valley at 60°"),
    LabelledCell(
      Named.saddle("monkey-saddle", -0.01), Named.descent, 0.1, .targetHit, iterations: 100...1000,
      reached: "minimum 1 of 3 (-0.75, 0)",
      proof: "from θ = 225° in (120°, 240°) the angle goes to the valley at 180°"),
    LabelledCell(
      Named.saddle("monkey-saddle", 0.01), Named.descent, 0.1, .stalled, iterations: 1000...1000,
      findings: [.vanishingGradient, .plateau], start: [0.01, 0], budget: 2000,
      proof: "on the ridge y = 0 stays 0 and 1/x grows by 3η a step: f falls by 1e-6 of the gap"),
    LabelledCell(
      Named.saddle("monkey-saddle", 0), Named.descent, 0.1, .stalled, iterations: 500...500,
      findings: [.vanishingGradient, .plateau], reached: "nothing",
      proof: "∇f = 0 and ∇²f = 0 at the start: nothing certifies the point, nothing moves"),
    LabelledCell(
      Named.saddle("degenerate-saddle", 0.1), Named.descent, 0.1, .targetHit,
      iterations: 60...300, reached: "minimum 1 of 2",
      proof: "1/y² falls by 8η = 0.8 a step from 100: about 125 iterations, and y keeps its sign"),
    LabelledCell(
      Named.saddle("degenerate-saddle", -0.1), Named.descent, 0.1, .targetHit,
      iterations: 60...300, reached: "minimum 2 of 2", proof: "f is even in y and y keeps its sign"),
    LabelledCell(
      Named.saddle("degenerate-saddle", 0.01), Named.descent, 0.1, .stalled,
      iterations: 500...500, findings: [.vanishingGradient, .plateau], absent: [.saddle],
      proof: "12500 iterations are needed; Newton steps shrink by a third only: no strict saddle"),
    LabelledCell(
      Named.saddle("degenerate-saddle", 0), Named.descent, 0.1, .stalled, iterations: 500...500,
      findings: [.vanishingGradient, .plateau], absent: [.saddle], reached: "nothing",
      reason: "the Hessian there is singular",
      proof: "y = 0 stays 0; the eigenvalues 2 and 0 certify neither minimum nor saddle"),
  ]

  /// x² − y²: f falls without bound, by f = (1 − 2η)²ᵏ − offset² (1 + 2η)²ᵏ.
  private static let boundless: [LabelledCell] = [
    LabelledCell(
      Named.saddle("indefinite-quadratic", 1e-3), Named.descent, 0.1, .unbounded,
      iterations: 102...102, proof: "1e-6 · 1.44^k > 1e10 first at k = 102"),
    LabelledCell(
      Named.saddle("indefinite-quadratic", -1e-3), Named.descent, 0.9, .unbounded,
      iterations: 18...18, proof: "1e-6 · 7.84^k > 1e10 first at k = 18; x has the factor −0.8"),
    LabelledCell(
      Named.saddle(
        "indefinite-quadratic", 1e-3, #""dimension": 10, "negativeDirections": 4"#),
      Named.descent, 0.1, .unbounded, iterations: 103...104,
      proof: "4e-6 · 1.44^k − 6 · 0.64^k > 6e10 (f₀ = 6) first at k = 104, give or take rounding"),
    LabelledCell(
      Named.saddle("indefinite-quadratic", 1e-3), Named.momentum, 0.1, .unbounded,
      iterations: 47...47, proof: "roots 1.5 and 0.6: 1e-6 · (2/3 · 1.5^k)² > 1e10 at k = 47"),
    LabelledCell(
      Named.saddle("indefinite-quadratic", 1e-3), Named.nesterov, 0.1, .unbounded,
      iterations: 40...40, proof: "roots 1.609 and 0.671, share 0.756: > 1e10 first at k = 40"),
    LabelledCell(
      Named.saddle("indefinite-quadratic", 1e-3), #""adam""#, 0.1, .budgetSpent,
      proof: "a step is at most 3.17 η: |y| < 317 after 1000, so f > −1.1e5; and it still falls"),
    LabelledCell(
      Named.saddle("indefinite-quadratic", 0), Named.descent, 0.1, .converged,
      iterations: 81...81, findings: [.saddle], reached: "nothing",
      proof: "y = 0 stays 0; 2 · 0.8^k ≤ 1e-8 (1 + 2) first at k = 81"),
    LabelledCell(
      Named.saddle("indefinite-quadratic", 0, #""dimension": 2, "negativeDirections": 2"#),
      Named.descent, 0.1, .converged, iterations: 0...0, absent: [.saddle],
      reached: "nothing", reason: "the point is a maximum",
      proof: "the start is the maximum: the gradient is 0 at once"),
  ]

  /// Starts at known stationary points, and a saddle among global minima only.
  private static let known: [LabelledCell] = [
    LabelledCell(
      Named.saddle("matrix-factorization", 0.01, #""dimension": 4"#), Named.descent, 0.1,
      .targetHit, iterations: 30...1000,
      proof: "all minima are global, the saddle is strict and the start is not on its ridge"),
    LabelledCell(
      Named.saddle("matrix-factorization", 0, #""dimension": 4"#), Named.descent, 0.1, .converged,
      iterations: 0...0, findings: [.saddle], absent: flat, reached: "nothing",
      proof: "the start is the saddle: u = v = 0 has gradient 0 and eigenvalues ±1"),
    LabelledCell(
      #""himmelblau""#, Named.descent, 0.005, .converged, iterations: 0...0, gap: 13.3...13.4,
      findings: [.saddle], reached: "nothing",
      start: [3.385154183607020938, 0.073851879837749287719],
      proof: "the start is a known saddle, to rounding: ‖g‖ is about 1e-14"),
    LabelledCell(
      #""himmelblau""#, Named.descent, 0.005, .converged, iterations: 0...0, gap: 181.6...181.7,
      absent: [.saddle], reached: "nothing",
      start: [-0.27084459066734761304, -0.92303855647998146313],
      proof: "the start is the known maximum, to rounding"),
  ]
}
