/// Eigenvalues, in no order, of a symmetric matrix whose entries are of the order of 1, by cyclic
/// Jacobi rotations; with the eigenvectors as rows if asked for.
///
/// Rotation in the plane (p, q) with t = tan of its angle makes entry (p, q) zero:
///
///     θ = (a_qq − a_pp) / (2 a_pq),   t = sign(θ) / (|θ| + √(θ² + 1))
///
/// An entry counts as zero when |a_pq| ≤ eps · √|a_pp a_qq|, the rule that keeps the relative
/// accuracy of small eigenvalues, or when it is below eps² of the matrix. An entry that is zero is
/// left alone, so uncoupled blocks do not disturb each other.
///
/// - Parameter matrix: Symmetric in both triangles, finite.
func jacobiEigenvalues(
  of matrix: Matrix, wantsVectors: Bool
) throws(NumericsError) -> (values: [Double], vectorRows: Matrix?) {
  let n = matrix.rows
  let eps = Double.ulpOfOne
  // Quadratic convergence: 4 to 6 sweeps are usual. The bound only excludes a hang.
  let sweepLimit = 64
  var a = matrix
  var rows: Matrix? = wantsVectors ? .identity(n) : nil
  for _ in 0..<sweepLimit {
    var rotated = false
    for p in 0..<n {
      for q in (p + 1)..<Swift.max(n, p + 1) {
        let coupling = a[p, q]
        let product = (a[p, p].magnitude.squareRoot()) * (a[q, q].magnitude.squareRoot())
        if coupling.magnitude <= eps * product || coupling.magnitude <= eps * eps {
          a[p, q] = 0
          a[q, p] = 0
          continue
        }
        rotated = true
        let theta = (a[q, q] - a[p, p]) / (2 * coupling)
        let magnitude = 1 / (theta.magnitude + (theta * theta + 1).squareRoot())
        let t = theta < 0 ? -magnitude : magnitude
        let c = 1 / (t * t + 1).squareRoot()
        a.rotate(p, q, tangent: t, sine: t * c, coupling: coupling)
        rows?.rotateRows(p, q, cosine: c, sine: t * c)
      }
    }
    if !rotated { return ((0..<n).map { a[$0, $0] }, rows) }
  }
  throw .notConverged(
    operation: SymmetricEigenvalues.operation, index: 0, iterations: sweepLimit)
}

extension Matrix {
  /// Applies a Jacobi rotation from both sides to a symmetric matrix and makes (p, q) zero.
  fileprivate mutating func rotate(
    _ p: Int, _ q: Int, tangent t: Double, sine s: Double, coupling: Double
  ) {
    // x − s(y + τx) instead of c·x − s·y: small angles then lose nothing.
    let tau = s / (1 + s / t)
    self[p, p] -= t * coupling
    self[q, q] += t * coupling
    self[p, q] = 0
    self[q, p] = 0
    for r in 0..<rows where r != p && r != q {
      let x = self[r, p]
      let y = self[r, q]
      let newX = x - s * (y + tau * x)
      let newY = y + s * (x - tau * y)
      self[r, p] = newX
      self[p, r] = newX
      self[r, q] = newY
      self[q, r] = newY
    }
  }

  /// Rows p and q become c·p − s·q and s·p + c·q.
  mutating func rotateRows(_ p: Int, _ q: Int, cosine c: Double, sine s: Double) {
    let width = columns
    var entries = storage.mutableSpan
    for j in 0..<width {
      let x = entries[p &* width &+ j]
      let y = entries[q &* width &+ j]
      entries[p &* width &+ j] = c * x - s * y
      entries[q &* width &+ j] = s * x + c * y
    }
  }

  mutating func multiply(by factor: Double) {
    for i in storage.indices { storage[i] *= factor }
  }
}
