/// A symmetric tridiagonal matrix: what the facts of chained problems need, in O(n).
struct TridiagonalMatrix {
  var diagonal: [Double]
  /// One entry fewer than the diagonal has.
  var offDiagonal: [Double]

  /// The smallest and the largest eigenvalue, to about an ulp of the largest magnitude, by
  /// bisection on the number of negative pivots (Sturm's count).
  func extremeEigenvalues() -> (smallest: Double, largest: Double) {
    let n = diagonal.count
    var lower = Double.infinity
    var upper = -Double.infinity
    for i in 0..<n {
      let radius =
        (i > 0 ? offDiagonal[i - 1].magnitude : 0) + (i < n - 1 ? offDiagonal[i].magnitude : 0)
      lower = min(lower, diagonal[i] - radius)
      upper = max(upper, diagonal[i] + radius)
    }
    return (
      bisect(lower, upper) { eigenvalueCount(below: $0) >= 1 },
      bisect(lower, upper) { eigenvalueCount(below: $0) >= n }
    )
  }

  /// The least number in the range for which `isReached` holds; it must be monotone.
  private func bisect(
    _ lower: Double, _ upper: Double, _ isReached: (Double) -> Bool
  ) -> Double {
    var low = lower
    var high = upper
    while true {
      let middle = low + 0.5 * (high - low)
      guard middle > low, middle < high else { return high }
      if isReached(middle) { high = middle } else { low = middle }
    }
  }

  private func eigenvalueCount(below bound: Double) -> Int {
    var count = 0
    var pivot = 1.0
    for i in diagonal.indices {
      let coupling = i > 0 ? offDiagonal[i - 1] * offDiagonal[i - 1] : 0
      pivot = diagonal[i] - bound - coupling / pivot
      // An exact zero would divide by zero next; a tiny pivot of either sign counts as well.
      if pivot == 0 { pivot = -Double.leastNormalMagnitude }
      if pivot < 0 { count += 1 }
    }
    return count
  }

  /// The solution of A y = b, or nil where A is not positive definite to rounding.
  func solvePositiveDefinite(_ b: [Double]) -> [Double]? {
    let n = diagonal.count
    var pivots = diagonal
    var y = b
    for i in 1..<n {
      guard pivots[i - 1] > 0 else { return nil }
      let factor = offDiagonal[i - 1] / pivots[i - 1]
      pivots[i] -= factor * offDiagonal[i - 1]
      y[i] -= factor * y[i - 1]
    }
    guard pivots[n - 1] > 0 else { return nil }
    y[n - 1] /= pivots[n - 1]
    for i in (0..<n - 1).reversed() { y[i] = (y[i] - offDiagonal[i] * y[i + 1]) / pivots[i] }
    return y
  }
}
