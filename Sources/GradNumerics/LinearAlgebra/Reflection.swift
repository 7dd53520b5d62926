/// A sum of squares above this, 2⁻⁹⁶⁰, has lost nothing to underflow: the smallest normal double is
/// 2⁻¹⁰²², and 53 bits below 2⁻⁹⁶⁰ end at 2⁻¹⁰¹³.
let smallestExactSquare = 0x1p-960

/// Turns x, rows `first` … of `v`, into the vector of the reflection I − τ v vᵀ that maps x to
/// (value, 0, …, 0).
///
/// Afterwards v[first] is 1. The sign of `value` is against that of x₀, so nothing cancels. If x is
/// already of that form, τ is 0. The matrix is of the order of 1: entries so small that their
/// squares would be subnormal are nothing beside it and are taken as 0, because inexact squares
/// give a v that does not reflect.
func makeReflection(_ v: inout [Double], from first: Int) -> (value: Double, tau: Double) {
  let head = v[first]
  var squares = 0.0
  for i in (first + 1)..<Swift.max(v.count, first + 1) { squares += v[i] * v[i] }
  v[first] = 1
  guard squares > smallestExactSquare else {
    for i in (first + 1)..<Swift.max(v.count, first + 1) { v[i] = 0 }
    return (head, 0)
  }
  let length = (head * head + squares).squareRoot()
  let value = head > 0 ? -length : length
  let divisor = head - value
  for i in (first + 1)..<v.count { v[i] /= divisor }
  return (value, (value - head) / value)
}

extension Matrix {
  /// (I − τ v vᵀ) times the rows `first` … of these columns, where v is read from `first` on.
  mutating func reflectRows(
    from first: Int, columns range: Range<Int>, _ v: [Double], _ tau: Double
  ) {
    guard tau != 0, !range.isEmpty else { return }
    let width = columns
    let height = rows
    var sums = [Double](repeating: 0, count: width)
    var w = sums.mutableSpan
    var a = storage.mutableSpan
    let v = v.span
    for i in first..<height {
      let row = i &* width
      let vi = v[i]
      for j in range { w[j] += vi * a[row &+ j] }
    }
    for i in first..<height {
      let row = i &* width
      let factor = tau * v[i]
      for j in range { a[row &+ j] -= factor * w[j] }
    }
  }
}
