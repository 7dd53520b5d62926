public import GradCore
public import GradNumerics
import GradText

/// What samples say of convexity on a box: a counterexample, or that none was found.
///
/// A function with continuous second derivatives is convex on a box exactly where its Hessian has
/// no negative eigenvalue. Of kinks a Hessian says nothing, but at the middle of two points a convex
/// function is at most the mean of theirs. Samples can refute either, never prove it, and the words
/// say so.
public struct ConvexityEvidence: Sendable {
  /// How many points were drawn, uniformly in the box.
  public let samples: Int
  /// At how many of them the function was not finite, or its Hessian could not be had or was not.
  public let skipped: Int
  /// The smallest of all eigenvalues, and where; nil if every point was skipped.
  public let smallestEigenvalue: Double?
  public let point: [Double]?
  /// Two neighbouring samples between which the function rises above its chord beyond rounding; nil
  /// if there are none.
  public let bump: (from: [Double], to: [Double])?
  /// Whether an eigenvalue was negative beyond rounding, or there is a bump.
  public var isCounterexample: Bool { hasNegativeCurvature || bump != nil }
  private let hasNegativeCurvature: Bool

  /// Draws `samples` points. `box` has a finite range for each coordinate; without `value` only
  /// Hessians are looked at.
  public init(
    of hessian: HessianFunction, value: ((_ point: [Double]) -> Double)? = nil,
    box: [ClosedRange<Double>], samples: Int, key: RandomKey
  ) {
    var bump: (from: [Double], to: [Double])?
    var previous: (point: [Double], value: Double)?
    var stream = RandomStream(key)
    var skipped = 0
    var worst: (relative: Double, eigenvalue: Double, point: [Double])?
    for _ in 0..<Swift.max(0, samples) {
      let x = box.map { stream.uniform(in: $0) }
      if let value {
        let here = value(x)
        // The rule of the chain gives Hessians outside of the domain too, as of log(x) below 0.
        guard here.isFinite else {
          skipped += 1
          previous = nil
          continue
        }
        if bump == nil, let (other, there) = previous,
          Self.isBump(value(zip(x, other).map { 0.5 * $0 + 0.5 * $1 }), here, there)
        {
          bump = (other, x)
        }
        previous = (x, here)
      }
      guard let matrix = hessian(x), let values = try? SymmetricEigenvalues(of: matrix).values,
        let least = values.first, let greatest = values.last
      else {
        skipped += 1
        continue
      }
      let size = Swift.max(least.magnitude, greatest.magnitude)
      let isNegative = size > 0 && least < -PointEvidence.zeroLimit(of: values)
      // A counterexample anywhere outweighs smaller eigenvalues that are only rounding.
      let found = (relative: isNegative ? -1.0 : 0, eigenvalue: least, point: x)
      if let known = worst, (known.relative, known.eigenvalue) <= (found.relative, least) {
        continue
      }
      worst = found
    }
    self.samples = Swift.max(0, samples)
    self.skipped = skipped
    smallestEigenvalue = worst?.eigenvalue
    point = worst?.point
    hasNegativeCurvature = (worst?.relative ?? 0) < 0
    self.bump = bump
  }

  /// Whether the middle lies above the mean by more than rounding: 1e-9 of the largest value.
  private static func isBump(_ middle: Double, _ a: Double, _ b: Double) -> Bool {
    let size = Double.maximum(middle.magnitude, Double.maximum(a.magnitude, b.magnitude))
    return size.isFinite && middle - (0.5 * a + 0.5 * b) > 1e-9 * size
  }

  /// One sentence for people.
  public var sentence: String {
    if !hasNegativeCurvature, let bump {
      return "not convex: halfway from \(Self.text(bump.from)) to \(Self.text(bump.to)) it is "
        + "above the mean of its values there"
    }
    guard let smallestEigenvalue, let point else {
      return "nothing was finite at \(samples) samples"
    }
    if hasNegativeCurvature {
      let place = point.count <= 6 ? " at \(Self.text(point))" : ""
      return "not convex: the Hessian has the eigenvalue "
        + "\(roundedText(smallestEigenvalue, digits: 6))\(place)"
    }
    let left = skipped == 0 ? "" : " (\(skipped) more were not finite)"
    return "no counterexample to convexity in \(samples - skipped) samples\(left); "
      + "smallest eigenvalue \(roundedText(smallestEigenvalue, digits: 6))"
  }

  private static func text(_ point: [Double]) -> String {
    "(\(listText(point.lazy.map { roundedText($0, digits: 4) }, first: 6)))"
  }
}
