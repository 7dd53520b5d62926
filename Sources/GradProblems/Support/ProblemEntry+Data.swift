import GradCore
import GradNumerics

extension ProblemEntry {
  /// The key of a problem's seeded data: its id, its sizes and its instance, and nothing else, so
  /// that instance 3 is the same for every condition number, noise and suite.
  static func dataKey(_ sizes: Int..., instance: Int) -> RandomKey {
    let root = RandomKey(seed: 0).child(id)
    return sizes.reduce(root) { $0.child($1) }.child(instance)
  }
}

extension Interval {
  /// From 1 to 10¹²: beyond, rounding alone would make the smallest eigenvalues' directions random.
  static let conditionNumbers = Interval(1, 1e12)
}

/// Numbers from 1 to `last`, both exact, in equal ratios; one number alone is `last`.
func logUniform(to last: Double, count: Int) -> [Double] {
  guard count > 1 else { return [Double](repeating: last, count: count) }
  return (0..<count).map { i in
    i == 0 ? 1 : i == count - 1 ? last : realPower(last, Double(i) / Double(count - 1))
  }
}

/// A sum that keeps its rounding errors (Neumaier): as exact as if done in twice the precision.
struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0

  mutating func add(_ term: Double) {
    let next = sum + term
    lost += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  var value: Double { sum + lost }
}
