public import GradNumerics

/// The value and gradient of a function of at most eight variables by dual numbers.
public func dualGradient(
  at x: [Double], _ f: (Span<Dual8>) -> Dual8
) -> (value: Double, partials: [Double]) {
  let point = x.enumerated().map { i, value in
    var direction = SIMD8<Double>.zero
    direction[i] = 1
    return Dual8(value: value, partials: direction)
  }
  let result = f(point.span)
  return (result.value, x.indices.map { result.partials[$0] })
}

/// Whether a has b's value up to `tolerance`, relative to the greatest of |a|, |b| and `scale`.
public func isClose(_ a: Double, _ b: Double, _ tolerance: Double, scale: Double = 0) -> Bool {
  if a == b || (a.isNaN && b.isNaN) { return true }
  return (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude, scale)
}

/// Whether both are NaN or have the same bits. NaN has no sign here: processors differ in it.
public func isSameBits(_ a: Double, _ b: Double) -> Bool {
  a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
}
