import Foundation
import GradCore

extension LabelledCell {
  /// Clipping and schedules: what is done to gradient or rate turns one outcome into another.
  static let shaped: [LabelledCell] = [
    LabelledCell(
      Named.sphere(2), #"{"id": "gradient-descent", "clipNorm": 1}"#, 1.01, .stalled,
      findings: [.oscillation], absent: [.explodingGradient],
      proof: "beyond 2/L, but a step is at most 1.01 long: growth by 1.02 ends where ‖g‖ > 1"),
    LabelledCell(
      Named.sphere(2), #"{"id": "gradient-descent", "clipValue": 0.5}"#, 1.5, .stalled,
      iterations: 500...500, gap: 0.125...0.5, findings: [.oscillation],
      proof: "1, 0.25, −0.5, 0.25, −0.5, …: g = −1 is cut to −0.5"),
    LabelledCell(
      Named.problem("rosenbrock", #""dimension": 2"#),
      #"{"id": "gradient-descent", "clipNorm": 1}"#, 0.01, .targetHit, .stalled, .budgetSpent,
      absent: [.nonFinite, .explodingGradient],
      proof: "overflows at iteration 6 without clipping; now no step is longer than 0.01"),
    LabelledCell(
      #""cliff""#, #"{"id": "gradient-descent", "clipNorm": 1}"#, 0.1, .targetHit,
      iterations: 7...7,
      proof:
        "x − y falls by 0.1 √2 a step from 1: 1 − 0.99 = 0.01, where exp(20 · 0.01) = 1.2 < 4.85"),
    LabelledCell(
      #""cliff""#, Named.descent, 0.1, .stalled, iterations: 500...500, absent: [.nonFinite],
      proof: "one step throws x to −1e9, where f = 1e14 > f₀ falls by 2η/100² = 2e-5 a step"),
    LabelledCell(
      Named.sphere(2), Named.descent, 1, .targetHit, iterations: 101...101, gap: 0...0,
      schedule: #"{"id": "step", "every": 100, "factor": 0.5}"#,
      proof: "x, −x in turn for 100 steps, then η = ½ lands on 0"),
    LabelledCell(
      Named.sphere(2), Named.descent, 0.01, .stalled, iterations: 500...500,
      gap: 1.2771...1.2772, absent: [.oscillation, .vanishingGradient],
      schedule: #"{"id": "step", "every": 10, "factor": 0.1}"#,
      proof: "the rates sum to 0.111: 2 Π (1 − 0.02 · 10^-j)^20 = 1.27712 is as far as they reach"),
    LabelledCell(
      Named.sphere(2), Named.descent, 1, .targetHit, iterations: 2...2, gap: 0...0,
      schedule: #"{"id": "inverse-time", "decay": 1}"#,
      proof: "rates 1 and ½: 1, −1, 0"),
    LabelledCell(
      Named.sphere(2), Named.descent, 1, .targetHit, iterations: 37...37,
      schedule: #""cosine""#, budget: 100,
      proof: "the factor of step k is −cos(π k/100): Π cos² ≤ 1e-8 first with k = 36"),
    LabelledCell(
      Named.sphere(2), Named.descent, 1.01, .targetHit,
      schedule: #"{"id": "inverse-time", "decay": 0.01}"#,
      proof: "diverges at a constant rate; 1.01/(1 + k/100) is below 2/L from k = 2 on"),
    LabelledCell(
      Named.sphere(2), Named.descent, 2, .targetHit, schedule: #""inverse-square-root""#,
      proof: "2/√(k+1) < 1 from k = 4 on: a few steps climb, by 3² · 1.83² · 1.31², the rest fall"),
  ]
}
