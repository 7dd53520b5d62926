import GradCore

extension LabelledCell {
  private static let steep = Named.quadratic(2, 1e3)
  /// RMSprop that forgets at once: v = g², steps of η.
  private static let sign = #"{"id": "rmsprop", "decay": 0}"#
  private static let steepest = Named.quadratic(20, 1e6)

  /// Methods whose steps are bounded: they cycle where gradient descent diverges.
  static let adaptive: [LabelledCell] = [
    LabelledCell(
      Named.sphere(2), #""rmsprop""#, 0.1, .targetHit, iterations: 1...1,
      proof: "the first step is η g/√(0.01 g²) = 10 η = 1, from 1 to 0"),
    LabelledCell(
      Named.sphere(2), #""rmsprop""#, 0.03, .targetHit, iterations: 18...47,
      proof: "√v starts at 0.2, at most 0.33 and 0.15 at least: factors 1 − 0.06/√v of 0.6 to 0.82"),
    LabelledCell(
      Named.sphere(2), sign, 0.3, .stalled, iterations: 500...500, gap: 0.0199...0.0801,
      findings: [.oscillation],
      proof: "without memory η g/|g|: 1, 0.7, 0.4, 0.1, −0.2, 0.1, … for ever"),
    LabelledCell(
      Named.sphere(2), sign, 0.03, .stalled, iterations: 500...500, gap: 1.99e-4...8.01e-4,
      findings: [.oscillation],
      proof: "without memory η g/|g|: 33 steps to 0.01, then −0.02, 0.01, … for ever"),
    LabelledCell(
      Named.quadratic(2, 1e3), sign, 0.01, .stalled, gap: 1e-6...0.06, findings: [.oscillation],
      proof: "every coordinate ends in a cycle within ±η: f ≤ ½ (1 + 1000) η² = 0.05"),
    LabelledCell(
      steep, #""rmsprop""#, 10, .targetHit, .stalled, .budgetSpent, absent: [.nonFinite],
      proof: "a step is at most 10 η a coordinate: no growth"),
    LabelledCell(
      steepest, #""rmsprop""#, 1, .targetHit, .stalled, .budgetSpent, absent: [.nonFinite],
      proof: "a step is at most 10 η a coordinate: no growth at any condition number"),
    LabelledCell(
      steep, #""adam""#, 10, .targetHit, .stalled, .budgetSpent, absent: [.nonFinite],
      proof: "a step is at most η (1−β₁)/√(1−β₂) = 3.17 η a coordinate: no growth"),
    LabelledCell(
      steepest, #""adam""#, 1, .targetHit, .stalled, .budgetSpent, absent: [.nonFinite],
      proof: "a step is at most 3.17 η a coordinate: no growth at any condition number"),
    LabelledCell(
      Named.sphere(2), #""adam""#, 1e-4, .budgetSpent, gap: 1.62...1.65,
      absent: [.oscillation, .vanishingGradient], budget: 1000,
      proof: "g keeps its sign and falls slowly: 0.94 η to η a step, x = 0.9 to 0.91 after 1000"),
    LabelledCell(
      Named.sphere(2), #""adagrad""#, 1, .targetHit, iterations: 1...1,
      proof: "the first step is η g/√g² = η, from 1 to 0"),
    LabelledCell(
      Named.sphere(2), #""adagrad""#, 0.5, .targetHit,
      proof: "s stays bounded as g falls geometrically: a factor 1 − 2η/√s < 1 to the end"),
    LabelledCell(
      Named.sphere(2), #""adagrad""#, 10, .targetHit,
      proof: "the first step overshoots to −9, s = 4 + 18² then bounds all later ones"),
    LabelledCell(
      steepest, #""adagrad""#, 1, .targetHit, .stalled, .budgetSpent, absent: [.nonFinite],
      proof: "the k-th step is at most η a coordinate and s only grows: no growth"),
    LabelledCell(
      Named.sphere(2), #"{"id": "adagrad", "initialAccumulator": 1e12}"#, 0.1, .stalled,
      iterations: 500...500, gap: 1.99...2, absent: [.vanishingGradient, .oscillation],
      proof: "√s = 1e6 from the start: 2e-7 a step, the gap falls by 1e-4 in 250 < 0.1 %"),
  ]
}
