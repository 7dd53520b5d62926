import Foundation
import GradCore
import GradProblems

/// All gaps of a linear method on a convex quadratic, in closed form: mode by mode, without
/// stepping.
///
///     gap(k) = ½ Σᵢ λᵢ dᵢ² eᵢ(k)²,   eᵢ(k) = A z₁ᵏ + B z₂ᵏ
struct LinearTheory: Sendable {
  /// e(k) of a method at the rate η on the curvature λ, e(0) = 1.
  struct Mode: Sendable {
    var weight: Double
    /// The roots' sum and product, and e(1).
    var sum: Double
    var product: Double
    var first: Double

    func error(at k: Int) -> Double {
      let power = Double(k)
      let discriminant = sum * sum / 4 - product
      if product == 0 { return k == 0 ? 1 : first * pow(sum, power - 1) }
      if discriminant >= 0 {
        let (high, low) = (sum / 2 + discriminant.squareRoot(), sum / 2 - discriminant.squareRoot())
        let share = (first - low) / (high - low)
        return share * pow(high, power) + (1 - share) * pow(low, power)
      }
      let radius = product.squareRoot()
      let angle = acos(sum / (2 * radius))
      return pow(radius, power)
        * (cos(power * angle)
          + (first - radius * cos(angle)) / (radius * sin(angle)) * sin(power * angle))
    }
  }

  enum Method: Sendable {
    case descent
    /// b ← β b + g;  x ← x − η b:  e(k+1) = (1 + β − ηλ) e(k) − β e(k−1)
    case momentum(Double)
    /// x ← x − η (g + β b):  e(k+1) = (1 + β)(1 − ηλ) e(k) − β (1 − ηλ) e(k−1)
    case nesterov(Double)

    func mode(_ h: Double, weight: Double) -> Mode {
      switch self {
      case .descent: Mode(weight: weight, sum: 1 - h, product: 0, first: 1 - h)
      case .momentum(let beta):
        Mode(weight: weight, sum: 1 + beta - h, product: beta, first: 1 - h)
      case .nesterov(let beta):
        Mode(
          weight: weight, sum: (1 + beta) * (1 - h), product: beta * (1 - h),
          first: 1 - h * (1 + beta))
      }
    }
  }

  var modes: [Mode]

  /// The sphere from (1, …, 1).
  static func sphere(_ n: Int, _ method: Method, _ rate: Double) -> LinearTheory {
    LinearTheory(modes: [method.mode(2 * rate, weight: Double(n))])
  }

  /// The catalog's quadratic, rotated or not: a rotation turns start and axes alike. Only start and
  /// minimizer are the catalog's; the eigenvalues κ^(i/(n−1)) are its documentation's.
  static func quadratic(
    _ n: Int, _ kappa: Double, _ method: Method, _ rate: Double
  ) -> LinearTheory? {
    guard
      let facts = try? ProblemCatalog.standard["quadratic"]?.instance(
        given: ["dimension": .integer(n), "conditionNumber": .number(kappa)]
      ).facts, let minimizer = facts.knownPoints.first?.point
    else { return nil }
    return LinearTheory(
      modes: (0..<n).map { i in
        let curvature = pow(kappa, Double(i) / Double(n - 1))
        let distance = facts.start[i] - minimizer[i]
        return method.mode(rate * curvature, weight: curvature * distance * distance / 2)
      })
  }

  func gap(at k: Int) -> Double {
    modes.reduce(0) { sum, mode in
      let error = mode.error(at: k)
      return sum + mode.weight * error * error
    }
  }

  /// The first iteration within the target.
  func hit(_ target: Double, within budget: Int) -> Int? {
    let level = target * gap(at: 0)
    return (0...budget).first { gap(at: $0) <= level }
  }

  /// The first iteration beyond 1e8 initial gaps, not before the fifth: five of the last ten must
  /// have set a new maximum.
  func divergence(within budget: Int) -> Int? {
    let level = 1e8 * gap(at: 0)
    return (5...budget).first { gap(at: $0) > level }
  }
}
