import GradCore

extension LabelledCell {
  /// Quadratics of condition 10, 10³ and 10⁶ from a normal start, on either side of every edge.
  static let quadratics: [LabelledCell] =
    [10, 1e3, 1e6].flatMap { kappa in
      [(2, false), (20, false), (20, true)].flatMap { n, rotated in
        edges(n, kappa, rotated: rotated)
      }
    } + [
      LabelledCell(
        Named.quadratic(2, 10), Named.descent, 0.05, .targetHit,
        theory: .quadratic(2, 10, .descent, 0.05),
        proof: "0.5/L: factors 0.5 and 0.95 < 1"),
      LabelledCell(
        Named.quadratic(2, 10), Named.descent, 0.2, .stalled, iterations: 1000...1000,
        findings: [.oscillation], budget: 2000,
        proof: "2/L: factor −1 along the steep axis, a cycle that stays; 0.8 along the other"),
      LabelledCell(
        Named.quadratic(20, 1e6), Named.descent, 1e-6, .budgetSpent,
        absent: [.vanishingGradient, .plateau, .oscillation], budget: 10_000,
        theory: .quadratic(20, 1e6, .descent, 1e-6),
        proof: "1/L at κ = 1e6: (1 − 1e-6)^(2k) falls by 0.25 % from k = 1250 to 2500: not stalled"),
      LabelledCell(
        Named.problem(
          "quadratic",
          #""dimension": 10, "conditionNumber": 100, "spectrum": "rank-deficient""#),
        Named.descent, 0.01, .targetHit, iterations: 1...922,
        proof: "the slowest curvature that f sees is 1: 0.99^(2k) ≤ 1e-8 at the latest at k = 917"),
      LabelledCell(
        Named.problem("quadratic", #""dimension": 1, "conditionNumber": 100"#), Named.descent, 0.01,
        .targetHit, iterations: 1...1, proof: "one axis of curvature 100: 1/L is Newton's step"),
    ]

  private static func edges(_ n: Int, _ kappa: Double, rotated: Bool) -> [LabelledCell] {
    let problem = Named.quadratic(n, kappa, rotated: rotated)
    /// Below the edge nothing diverges; whether 2000 iterations suffice depends on the start's share
    /// of the flattest axes, so the closed form says it.
    func stable(
      _ optimizer: String, _ method: LinearTheory.Method, _ rate: Double, _ proof: String
    ) -> LabelledCell {
      let theory = LinearTheory.quadratic(n, kappa, method, rate)
      let hits = theory?.hit(1e-8, within: 2000) != nil
      return cell(optimizer, method, rate, hits ? .targetHit : .budgetSpent, nil, proof)
    }
    func cell(
      _ optimizer: String, _ method: LinearTheory.Method, _ rate: Double, _ outcome: Outcome,
      _ reason: String? = nil, _ proof: String
    ) -> LabelledCell {
      LabelledCell(
        problem, optimizer, rate, outcome, absent: [.vanishingGradient, .plateau, .saddle],
        reason: reason, budget: 2000, theory: .quadratic(n, kappa, method, rate), proof: proof)
    }
    let edge = kappa == 10 ? "0.2" : kappa == 1e3 ? "0.002" : "2e-06"
    let momentumEdge = kappa == 10 ? "0.38" : kappa == 1e3 ? "0.0038" : "3.8e-06"
    let nesterovEdge = kappa == 10 ? "0.136" : kappa == 1e3 ? "0.00136" : "1.36e-06"
    let nesterov = 3.8 / 2.8
    return [
      stable(
        Named.descent, .descent, 1 / kappa,
        "1/L: factors from 0 to 1 − 1/κ; the closed form says how many iterations"),
      stable(
        Named.descent, .descent, 1.98 / kappa,
        "1.98/L: factors −0.98 and 1 − 1.98/κ, both inside (−1, 1)"),
      cell(
        Named.descent, .descent, 2.02 / kappa, .diverged, "> 2/L = \(edge) ",
        "2.02/L: factor −1.02 along the steepest axis"),
      stable(
        Named.momentum, .momentum(0.9), 0.99 * 3.8 / kappa,
        "0.99 of 2(1+β)/L: roots of modulus √0.9, at κ = 1e6 one of 1 − 3.8e-5"),
      cell(
        Named.momentum, .momentum(0.9), 1.01 * 3.8 / kappa, .diverged,
        "> 2(1+β)/L = \(momentumEdge) ", "1.01 of 2(1+β)/L: a root is −1.166"),
      stable(
        Named.nesterov, .nesterov(0.9), 0.99 * nesterov / kappa,
        "0.99 of 2(1+β)/((1+2β)L): all roots inside, at κ = 1e6 one of 1 − 1.3e-5"),
      cell(
        Named.nesterov, .nesterov(0.9), 1.01 * nesterov / kappa, .diverged,
        "> 2(1+β)/((1+2β)L) = \(nesterovEdge) ",
        "1.01 of 2(1+β)/((1+2β)L): a root is below −1"),
    ]
  }
}
