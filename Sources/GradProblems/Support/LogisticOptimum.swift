import GradCore
import GradNumerics

/// The minimum of a logistic regression, by Newton's method with the step halved until f falls.
struct LogisticOptimum: Sendable {
  private(set) var minimum: Minimum = .unknown
  private(set) var point: [Double]?
  private(set) var largestEigenvalue: Double?
  private(set) var smallestEigenvalue: Double?

  /// Newton's method did not come to rest: classes that are separable but for a hair, and l2 = 0.
  struct NotConverged: Error, CustomStringConvertible {
    let iterations: Int
    var description: String {
      "Newton's method did not come to rest in \(iterations) iterations; a larger l2 helps"
    }
  }

  /// Value, gradient and curvature weights at one point, the value with a bound of its error.
  private struct State {
    var value = 0.0
    var rounding = 0.0
    var gradient: [Double] = []
    var weights: [Double] = []
    var smallestMargin = Double.infinity
  }

  /// - Parameter rows: The features of each example times its label, row by row.
  init(signedRows rows: [Double], dimension n: Int, l2: Double) throws {
    var x = [Double](repeating: 0, count: n)
    var state = Self.evaluate(rows, x, l2)
    // 5 to 15 iterations are usual.
    let limit = 100
    for _ in 0..<limit {
      if l2 == 0, state.smallestMargin > 0 {
        minimum = .infimum(0)
        return
      }
      var hessian = DesignMatrix.weightedGram(rows, columns: n, weights: state.weights)
      for j in 0..<n { hessian[j, j] += l2 }
      let step = try Cholesky(of: hessian).solve(state.gradient)
      // Twice the gap, as far as f is quadratic. Below 1e-26 one more step is rounding error.
      let decrement = zip(step, state.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      if decrement <= 1e-26 {
        let found = try SymmetricEigenvalues(of: hessian).values
        point = x
        minimum = .attained(state.value, error: state.rounding + decrement)
        smallestEigenvalue = found.first
        largestEigenvalue = found.last
        return
      }
      var factor = 1.0
      var next = x
      var nextState = state
      repeat {
        next = zip(x, step).map { $0 - factor * $1 }
        nextState = Self.evaluate(rows, next, l2)
        factor *= 0.5
      } while nextState.value > state.value + state.rounding && factor > 1e-10
      x = next
      state = nextState
    }
    throw NotConverged(iterations: limit)
  }

  private static func evaluate(_ rows: [Double], _ x: [Double], _ l2: Double) -> State {
    let n = x.count
    let count = rows.count / n
    let unit = 0.5 * Double.ulpOfOne
    var state = State()
    var gradient = [CompensatedSum](repeating: CompensatedSum(), count: n)
    var losses = CompensatedSum()
    var rounding = 0.0
    for i in 0..<count {
      var margin = 0.0
      var size = 0.0
      for j in 0..<n {
        let term = rows[i * n + j] * x[j]
        margin = margin + term
        size += term.magnitude
      }
      let slope = Double.sigmoid(-margin)
      let loss = Double.softplus(-margin)
      losses.add(loss)
      // Rounding of the margin, and four units for exponential and logarithm.
      rounding += unit * (Double(n + 1) * slope * size + 4 * loss)
      for j in 0..<n { gradient[j].add(-slope * rows[i * n + j]) }
      state.weights.append(slope * Double.sigmoid(margin))
      state.smallestMargin = Swift.min(state.smallestMargin, margin)
    }
    let penalty = 0.5 * l2 * x.reduce(0) { $0 + $1 * $1 }
    state.value = losses.value / Double(count) + penalty
    state.rounding = rounding / Double(count) + Double(n + 2) * unit * penalty
    state.gradient = zip(gradient, x).map { $0.value / Double(count) + l2 * $1 }
    return state
  }
}
