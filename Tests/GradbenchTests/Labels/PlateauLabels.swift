import GradCore

extension LabelledCell {
  private static func well(_ distance: Double) -> String {
    Named.problem("gaussian-well", #""distance": \#(distance)"#)
  }

  /// Flat ground: r ← r (1 − η exp(−r²/2)) and its like. A trial there has stalled, never converged.
  static let plateaus: [LabelledCell] = [
    LabelledCell(
      well(0.5), Named.descent, 1, .targetHit, iterations: 2...4,
      absent: [.vanishingGradient, .plateau],
      proof: "η = 1/L: r ← r (1 − exp(−r²/2)) ≈ r³/2: 0.5, 0.059, 1e-4, 5e-13"),
    LabelledCell(
      well(2), Named.descent, 0.1, .targetHit, iterations: 92...117,
      absent: [.vanishingGradient, .plateau],
      proof: "r falls by at most 0.9 a step: ≥ 91.4; the flow needs (Ei(2) − Ei(9e-9))/0.2 = 115"),
    LabelledCell(
      well(4), Named.descent, 0.1, .targetHit, iterations: 2280...2310, absent: [.plateau],
      budget: 10_000,
      proof: "(Ei(8) − Ei(½))/2η = 2203 to r = 1 (Ei(8) = 440.38), then 85 to 93 at 0.9 a step"),
    LabelledCell(
      well(4), Named.descent, 0.1, .stalled, iterations: 1500...1500,
      absent: [.vanishingGradient, .plateau], budget: 3000,
      proof:
        "exp(−r²/2) is 5e-4 at k = 750 and 1.2e-3 at 1500: a fall < 0.1 %; r² exp(−r²/2) > 1e-3"
    ),
    LabelledCell(
      well(6), Named.descent, 0.1, .stalled, iterations: 500...500,
      findings: [.vanishingGradient, .plateau], absent: [.saddle], reached: "nothing",
      proof: "r² exp(−r²/2) = 5e-7 < 1e-3, and (Ei(18) − Ei(½))/2η = 2e7 iterations are needed"),
    LabelledCell(
      well(8), Named.descent, 0.1, .stalled, iterations: 500...500,
      findings: [.vanishingGradient, .plateau], absent: [.saddle],
      proof: "‖g‖ = 8 exp(−32) = 1e-13 is small, but the ground is merely flat: not converged"),
    LabelledCell(
      well(40), Named.descent, 0.1, .stalled, iterations: 500...500,
      findings: [.vanishingGradient, .plateau], absent: [.saddle],
      proof:
        "exp(−800) underflows: the gradient is 0 and so is the Hessian, which certifies nothing"),
    LabelledCell(
      well(6), #""adam""#, 0.1, .targetHit, iterations: 18...120, findings: [.vanishingGradient],
      absent: [.saddle], target: 0.1,
      proof: "a step is about η whatever ‖g‖ is, at most 3.17 η: 5.54/0.317 ≥ 17.4 to gap 0.1"),
    LabelledCell(
      well(6), #""rmsprop""#, 0.01, .targetHit, iterations: 56...640, absent: [.saddle],
      target: 0.1,
      proof: "while ‖g‖ grows, √v ≤ ‖g‖, so a step is 0.9 η to 10 η: 5.54/0.1 to 5.54/0.0068"),
    LabelledCell(
      Named.problem("log-well", #""distance": 10"#), Named.descent, 0.5, .targetHit,
      iterations: 50...62, absent: [.vanishingGradient, .plateau],
      proof: "r² falls by 2 − 3/r² a step from 100, then r ← r³/(1 + r²) is cubic"),
    LabelledCell(
      Named.problem("log-well", #""distance": 1e6"#), Named.descent, 0.5, .stalled,
      iterations: 500...500, absent: [.vanishingGradient, .plateau],
      proof: "r² falls by 2 a step from 1e12; ‖g‖ r/f = 2/ln(1e12) = 0.07: slow, but not flat"),
    LabelledCell(
      #""saturated-sigmoid""#, Named.descent, 0.1, .stalled, iterations: 500...500,
      proof: "z ← z + 10 exp(z) from −10: 4.5e-4 a step, f falls by 2e-8 a step; leaving takes 2200"
    ),
    LabelledCell(
      #""saturated-sigmoid""#, Named.descent, 1, .targetHit, iterations: 219...235,
      proof: "z ← z + 100 exp(z): (e^10 − e^3)/100 = 220 to z = −3, then a jump of 25 past 0"),
    LabelledCell(
      Named.problem("staircase", #""sharpness": 16"#), Named.descent, 1e-3, .stalled,
      iterations: 500...500, findings: [.vanishingGradient, .plateau], reached: "nothing",
      proof: "slope 4c exp(−c) = 7e-6 in mid-tread, times x/f = 1.25: 9e-6 < 1e-3; x moves 7e-6"),
    LabelledCell(
      #""easom""#, Named.descent, 0.1, .stalled, iterations: 500...500,
      findings: [.vanishingGradient, .plateau], absent: [.saddle], start: [10, 10],
      proof: "‖g‖ = 2e-40 at distance 9.7 from a hole of depth 1: flat, not converged"),
    LabelledCell(
      #""easom""#, Named.descent, 0.1, .targetHit, iterations: 24...30,
      absent: [.vanishingGradient, .plateau], reached: "(3.14159, 3.14159)",
      proof: "λ = 3 at the hole: 0.7^(2k) ≤ 1e-8 at k = 26, curvature a little less at the start"),
    LabelledCell(
      Named.problem("power", #""exponent": 4"#), Named.descent, 0.1, .budgetSpent,
      gap: 2 / (1620 * 1620)...2 / (1601 * 1601), absent: [.vanishingGradient, .plateau],
      budget: 2000,
      proof: "1/x² grows by 8η a step (a little more at first): f = 2/(1 + 0.8 k)², never linear"),
    LabelledCell(
      Named.problem("power", #""exponent": 4"#), Named.descent, 0.1, .targetHit,
      iterations: 12_450...12_499, budget: 13_000,
      proof: "1/x² = 1 + 0.8 k + O(ln k) reaches 1e4, where x⁴ = 1e-8, just before k = 12499"),
    LabelledCell(
      Named.problem("power", #""exponent": 6"#), Named.descent, 0.05, .budgetSpent,
      gap: 7.5e-6 * 2...8.51e-6 * 2, absent: [.plateau], budget: 2000,
      proof:
        "1/x⁴ grows by 24η = 1.2 a step: f = 2 (1 + 1.2 k)^(−3/2) = 2 · 8.5e-6 and a little less"
    ),
    LabelledCell(
      Named.problem("power", #""exponent": 8"#), Named.descent, 0.05, .budgetSpent,
      gap: 1.1e-5 * 2...1.24e-5 * 2, absent: [.plateau], budget: 2000,
      proof:
        "1/x⁶ grows by 48η = 2.4 a step: f = 2 (1 + 2.4 k)^(−4/3) = 2 · 1.236e-5, a little less"),
    LabelledCell(
      Named.problem("power", #""exponent": 4"#), Named.descent, 0.5, .stalled,
      iterations: 500...500, gap: 2...2, findings: [.oscillation],
      proof: "1 − 4η x² = −1 at x = 1: x and −x in turn"),
    LabelledCell(
      Named.problem("power", #""exponent": 4"#), Named.descent, 0.6, .diverged,
      proof: "1 − 4η x² = −1.4 at x = 1, −3.7 at 1.4: |x| grows ever faster"),
    LabelledCell(
      Named.problem("power", #""exponent": 4"#), Named.descent, 0.1, .diverged, iterations: 0...0,
      findings: [.nonFinite], start: [1e200, 1],
      proof: "x⁴ overflows at the start itself; that trial ends, at once"),
  ]
}
