/// The cosines between the last steps of a trial, and the length of the last step.
///
/// The rule is that of ``StepCosines``: steps within rounding of the point count as none.
struct LastCosines {
  private var previous: [Double]
  private var previousSquare = 0.0
  /// The last cosines, in order from ``first`` on; NaN where none could be measured.
  private var ring: [Double]
  private var first = 0
  /// ‖x(k+1) − x(k)‖ of the last step.
  private(set) var norm = 0.0

  init(dimension: Int, most: Int) {
    previous = Array(repeating: 0, count: dimension)
    ring = Array(repeating: .nan, count: most)
  }

  mutating func reset() {
    previousSquare = 0
    for i in ring.indices { ring[i] = .nan }
    first = 0
  }

  mutating func add(from old: Span<Double>, to new: Span<Double>) {
    var dot = 0.0
    var square = 0.0
    var size = 0.0
    for i in previous.indices {
      let step = new[i] - old[i]
      size += new[i] * new[i]
      dot += step * previous[i]
      square += step * step
      previous[i] = step
    }
    let product = square * previousSquare
    let rounding = 64 * Double.ulpOfOne
    let isMeasurable = product > 0 && square > rounding * rounding * size
    ring[first] = isMeasurable ? dot / product.squareRoot() : .nan
    first = (first + 1) % ring.count
    previousSquare = square
    norm = square.squareRoot()
  }

  /// Sum and number of the cosines, the oldest first.
  var total: (sum: Double, count: Double) {
    var sum = 0.0
    var count = 0.0
    for offset in ring.indices {
      let cosine = ring[(first + offset) % ring.count]
      if !cosine.isNaN {
        sum += cosine
        count += 1
      }
    }
    return (sum, count)
  }
}
