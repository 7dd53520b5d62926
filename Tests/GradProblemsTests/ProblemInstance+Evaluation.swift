import GradCore
import GradNumerics
import GradProblems
import Testing

extension ProblemInstance {
  func value(at x: [Double]) -> Double { objective.scalar.value(x.span) }

  func gradient(at x: [Double]) throws -> (value: Double, gradient: [Double]) {
    let evaluate = try #require(objective.scalar.gradient)
    var g = [Double](repeating: .nan, count: dimension)
    var span = g.mutableSpan
    let value = evaluate(x.span, &span)
    return (value, g)
  }

  /// The gradient by dual numbers through the objective's text: exact but for rounding.
  func dualGradient(at x: [Double]) -> [Double] {
    dualGradient(at: x) { objective.dual8.value($0) }
  }

  func dualGradient(at x: [Double], of value: (Span<Dual8>) -> Dual8) -> [Double] {
    stride(from: 0, to: dimension, by: 8).flatMap { first in
      let point = seeded(x, first)
      let result = value(point.span)
      return (first..<min(first + 8, dimension)).map { result.partials[$0 - first] }
    }
  }

  /// The Hessian by dual numbers through the analytic gradient: exact but for rounding.
  func hessian(at x: [Double]) throws -> Matrix {
    let evaluate = try #require(objective.dual8.gradient)
    var result = Matrix(rows: dimension, columns: dimension)
    for first in stride(from: 0, to: dimension, by: 8) {
      let point = seeded(x, first)
      var g = [Dual8](repeating: 0, count: dimension)
      var span = g.mutableSpan
      _ = evaluate(point.span, &span)
      for i in 0..<dimension {
        for j in first..<min(first + 8, dimension) { result[i, j] = g[i].partials[j - first] }
      }
    }
    return result
  }

  func eigenvalues(at x: [Double]) throws -> [Double] {
    try SymmetricEigenvalues(of: hessian(at: x)).values
  }

  private func seeded(_ x: [Double], _ first: Int) -> [Dual8] {
    x.enumerated().map { i, value in
      var partials = SIMD8<Double>.zero
      if i >= first, i < first + 8 { partials[i - first] = 1 }
      return Dual8(value: value, partials: partials)
    }
  }

  /// Seeded points: by turns near the start, in the box (or farther from the start), and near a
  /// known point.
  func samplePoints(_ count: Int, seed: UInt64 = 1) -> [[Double]] {
    var stream = RandomStream(RandomKey(seed: seed).child(id).child(dimension))
    let start = facts.start
    let reach = max(1, start.reduce(0) { max($0, $1.magnitude) })
    return (0..<count).map { k in
      switch k % 3 {
      case 0: return start.map { $0 + 0.3 * reach * stream.uniform(in: -1...1) }
      case 1:
        guard let box = facts.box else {
          return start.map { $0 + reach * stream.uniform(in: -1...1) }
        }
        return box.map { stream.uniform(in: $0) }
      default:
        let known = facts.knownPoints
        let center = known.isEmpty ? start : known[k / 3 % known.count].point
        return center.map { $0 + 0.5 * stream.uniform(in: -1...1) }
      }
    }
  }
}

func maxNorm(_ x: [Double]) -> Double { x.reduce(0) { Swift.max($0, $1.magnitude) } }

func euclideanNorm(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
