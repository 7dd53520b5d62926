public import GradCore
public import GradNumerics

/// What sampled Hessians say of convexity on a box: a counterexample, or that none was found.
///
/// A function with continuous second derivatives is convex on a box exactly where its Hessian has
/// no negative eigenvalue. Samples can refute that, never prove it, and the words say so. Where
/// there are kinks a Hessian says nothing about them.
public struct ConvexityEvidence: Sendable {
  /// How many points were drawn, uniformly in the box.
  public let samples: Int
  /// At how many of them the Hessian could not be had or was not finite.
  public let skipped: Int
  /// The smallest of all eigenvalues, and where; nil if every point was skipped.
  public let smallestEigenvalue: Double?
  public let point: [Double]?
  /// Whether an eigenvalue was negative beyond rounding: λ < −10 n ε max|λ| of its point.
  public let isCounterexample: Bool

  /// Draws `samples` points. `box` has a finite range for each coordinate.
  public init(
    of hessian: HessianFunction, box: [ClosedRange<Double>], samples: Int, key: RandomKey
  ) {
    var stream = RandomStream(key)
    var skipped = 0
    var worst: (relative: Double, eigenvalue: Double, point: [Double])?
    let rounding = 10 * Double(box.count) * Double.ulpOfOne
    for _ in 0..<Swift.max(0, samples) {
      let x = box.map { stream.uniform(in: $0) }
      guard let matrix = hessian(x), let values = try? SymmetricEigenvalues(of: matrix).values,
        let least = values.first, let greatest = values.last
      else {
        skipped += 1
        continue
      }
      let size = Swift.max(least.magnitude, greatest.magnitude)
      let relative = size == 0 ? 0 : least / size
      // A counterexample anywhere outweighs smaller eigenvalues that are only rounding.
      let found = (relative: relative < -rounding ? -1.0 : 0, eigenvalue: least, point: x)
      if let known = worst, (known.relative, known.eigenvalue) <= (found.relative, least) {
        continue
      }
      worst = found
    }
    self.samples = Swift.max(0, samples)
    self.skipped = skipped
    smallestEigenvalue = worst?.eigenvalue
    point = worst?.point
    isCounterexample = (worst?.relative ?? 0) < 0
  }

  /// One sentence for people.
  public var sentence: String {
    guard let smallestEigenvalue, let point else {
      return "no Hessian was finite at \(samples) samples"
    }
    let left = skipped == 0 ? "" : " (\(skipped) more had no finite Hessian)"
    guard isCounterexample else {
      return "no counterexample to convexity in \(samples - skipped) samples\(left); "
        + "smallest eigenvalue \(roundedText(smallestEigenvalue, digits: 6))"
    }
    let place =
      point.count <= 6
      ? " at (\(point.map { roundedText($0, digits: 4) }.joined(separator: ", ")))" : ""
    return "not convex: the Hessian has the eigenvalue "
      + "\(roundedText(smallestEigenvalue, digits: 6))\(place)"
  }
}
