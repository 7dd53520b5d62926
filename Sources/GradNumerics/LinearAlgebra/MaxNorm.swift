/// ‖v‖∞ = maxᵢ |vᵢ|, 0 of nothing, and NaN where any vᵢ is: the maximum of two alone passes over it.
@inlinable
public func maxNorm(_ v: some Sequence<Double>) -> Double {
  v.reduce(0) { $0.isNaN || $1.isNaN ? .nan : Double.maximum($0, $1.magnitude) }
}

/// ‖a − b‖∞, in which equal infinities do not differ; NaN where any aᵢ or bᵢ is.
@inlinable
public func maxDistance(_ a: some Sequence<Double>, _ b: some Sequence<Double>) -> Double {
  maxNorm(zip(a, b).map { $0 == $1 ? 0 : $0 - $1 })
}
