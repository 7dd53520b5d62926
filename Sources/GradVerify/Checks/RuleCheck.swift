public import GradCore
import GradNumerics

/// The rules of differentiation as identities between two objectives of one dimension, by dual
/// numbers on the composed function against the rule applied to the gradients of its parts.
public struct RuleCheck: Sendable {
  let first: ProblemInstance
  let second: ProblemInstance

  public init(_ first: ProblemInstance, _ second: ProblemInstance) {
    self.first = first
    self.second = second
  }

  /// Linearity ∇(2f − 3g) = 2∇f − 3∇g, product ∇(fg) = f∇g + g∇f, and chain
  /// ∇tanh(f/s) = (1 − tanh²(f/s)) ∇f/s with s = 1 + |f|: the largest errors relative to the largest
  /// component, at one random point.
  public func results(seed: UInt64 = 0) -> [CatalogCheck.Result] {
    let n = first.dimension
    guard n == second.dimension else { return [] }
    var stream = RandomStream(
      RandomKey(seed: seed).child("rules").child(first.label).child(second.label))
    let x = zip(first.facts.start, second.facts.start).map {
      0.5 * ($0 + $1) + 0.2 * stream.uniform(in: -1...1)
    }
    let f = dual(x) { first.objective.dual8.value($0) }
    let g = dual(x) { second.objective.dual8.value($0) }
    let scale = 1 + f.value.magnitude
    let sum = dual(x) {
      2 * first.objective.dual8.value($0) - 3 * second.objective.dual8.value($0)
    }
    let product = dual(x) {
      first.objective.dual8.value($0) * second.objective.dual8.value($0)
    }
    let chain = dual(x) { Dual8.tanh(first.objective.dual8.value($0) / Dual8(scale)) }
    let t = chain.value
    return [
      compare("linearity", sum.gradient, (0..<n).map { 2 * f.gradient[$0] - 3 * g.gradient[$0] }),
      compare(
        "product rule", product.gradient,
        (0..<n).map { f.value * g.gradient[$0] + g.value * f.gradient[$0] }),
      compare(
        "chain rule", chain.gradient, f.gradient.map { (1 - t * t) * $0 / scale }),
    ]
  }

  private func compare(
    _ rule: String, _ found: [Double], _ expected: [Double]
  ) -> CatalogCheck.Result {
    let size = maxNorm(expected)
    let error = maxDistance(found, expected)
    let relative = size > 0 ? error / size : error
    return CatalogCheck.Result(
      problem: "\(first.label), \(second.label)", check: rule, measured: relative, allowed: 1e-11,
      passed: relative <= 1e-11 || !size.isFinite, detail: "")
  }

  private func dual(
    _ x: [Double], _ f: (Span<Dual8>) -> Dual8
  ) -> (value: Double, gradient: [Double]) {
    var seeds = x.map { Dual8($0) }
    var gradient = [Double](repeating: 0, count: x.count)
    var value = Double.nan
    for first in stride(from: 0, to: x.count, by: 8) {
      let last = Swift.min(first + 8, x.count)
      for i in first..<last { seeds[i].partials[i - first] = 1 }
      let result = f(seeds.span)
      for i in first..<last {
        gradient[i] = result.partials[i - first]
        seeds[i].partials = .zero
      }
      value = result.value
    }
    return (value, gradient)
  }
}
