#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Evenly spaced numbers, on a linear or a logarithmic scale.
///
///     linear       (from · (n − 1 − i) + to · i) / (n − 1),          i = 0 … n − 1
///     logarithmic  from^(1 − t) · to^t,  t = i / (n − 1)
///     factor       from · factorᵏ,  k = 0, 1, 2, … while it is at most `to`; rounded once
///
/// The first point is `from` exactly; so is the last one `to` for the first two. With a factor
/// `to` is the last point, exactly, if a point comes within 1e-9 of it (relative); otherwise the
/// grid ends below it.
///
/// A computed point that agrees, within the rounding of its formula, with a number of at most 12
/// significant digits is that number: from 1e-6 by a factor of 10 come the doubles 1e-6, 1e-5,
/// 1e-4 as one would type them, where plain multiplication gives 9.999999999999999e-06.
public struct NumberGrid: Sendable, Equatable {
  /// How the points are spaced.
  public enum Spacing: Sendable, Equatable {
    /// Equal differences; at least 2 points.
    case linear(count: Int)
    /// Equal ratios; at least 2 points.
    case logarithmic(count: Int)
    /// A ratio greater than 1.
    case factor(Double)

    /// Whether points have equal ratios, so that `from` must be positive.
    public var isGeometric: Bool {
      if case .linear = self { false } else { true }
    }
  }

  /// Why a grid has no points.
  public enum Flaw: Error, Sendable, Equatable {
    /// There would be more than ``NumberGrid/mostPoints``.
    case tooMany
    /// Two neighbouring points are the same `Double`, this one.
    case repeated(Double)
  }

  /// The most points of a grid.
  public static let mostPoints = 10_000

  /// The first point.
  public let from: Double
  /// The last point, or the bound of it.
  public let to: Double
  /// How the points between are spaced.
  public let spacing: Spacing

  /// A grid by its ends.
  ///
  /// - Parameters:
  ///   - from: Finite; positive unless the spacing is linear.
  ///   - to: Finite and greater than `from`.
  ///   - spacing: With a count of at least 2 or a factor greater than 1.
  public init(from: Double, to: Double, spacing: Spacing) {
    precondition(
      from.isFinite && to.isFinite && from < to && (from > 0 || !spacing.isGeometric),
      "no grid from \(from) to \(to)")
    switch spacing {
    case .linear(let count), .logarithmic(let count):
      precondition(count >= 2, "a grid of \(count) points")
    case .factor(let factor): precondition(factor > 1, "a grid with factor \(factor)")
    }
    self.from = from
    self.to = to
    self.spacing = spacing
  }

  /// The points, strictly increasing.
  public func points() throws(Flaw) -> [Double] {
    let points: [Double]
    switch spacing {
    case .linear(let count): points = try linear(count)
    case .logarithmic(let count): points = try logarithmic(count)
    case .factor(let factor): points = try powers(of: factor)
    }
    for (point, next) in zip(points, points.dropFirst()) where point >= next {
      throw Flaw.repeated(next)
    }
    return points
  }

  private func linear(_ count: Int) throws(Flaw) -> [Double] {
    if count > Self.mostPoints { throw .tooMany }
    let last = Double(count - 1)
    let size = max(abs(from), abs(to))
    return (0..<count).map { i in
      if i == 0 { return from }
      if i == count - 1 { return to }
      let t = Double(i) / last
      let sum = from * Double(count - 1 - i) + to * Double(i)
      // The sum overflows only for ends beyond 1e304; the other form does not.
      let point = sum.isFinite ? sum / last : from * (1 - t) + to * t
      // Two products, a sum and a quotient, each rounded by at most half a unit of `size`.
      return snapped(point, size: size, units: 4)
    }
  }

  private func logarithmic(_ count: Int) throws(Flaw) -> [Double] {
    if count > Self.mostPoints { throw .tooMany }
    // A rounded exponent t changes xᵗ by |ln x| units.
    let units = 4 + 2 * max(abs(log(from)), abs(log(to)))
    return (0..<count).map { i in
      if i == 0 { return from }
      if i == count - 1 { return to }
      let t = Double(i) / Double(count - 1)
      let point = pow(from, 1 - t) * pow(to, t)
      return snapped(point, size: point, units: units)
    }
  }

  private func powers(of factor: Double) throws(Flaw) -> [Double] {
    let inclusion = 1e-9
    var points = [from]
    // The power and what its products lost to rounding (fused multiply-adds are exact), so that
    // the last points are as good as the first.
    var (power, rest) = (1.0, 0.0)
    while true {
      if points.count > Self.mostPoints { throw .tooMany }
      let product = power * factor
      rest = (-product).addingProduct(power, factor) + rest * factor
      power = product
      let main = from * power
      let exact = main + ((-main).addingProduct(from, power) + from * rest)
      // What is left is the rounding of `factor` itself, which k multiplications add up.
      let point = snapped(exact, size: exact, units: 4 + Double(points.count))
      if abs(point - to) <= inclusion * to {
        points.append(to)
        break
      }
      if !(point < to) { break }
      points.append(point)
    }
    if points.count > Self.mostPoints { throw .tooMany }
    return points
  }

  /// The number of 12 significant digits (counted at `size`) next to a point, if it is as near as
  /// rounding alone could have moved it; otherwise the point.
  ///
  /// - Parameters:
  ///   - point: What was computed.
  ///   - size: The magnitude whose digits count, at least that of the point.
  ///   - units: The rounding to expect, in units of 2⁻⁵³ · `size`.
  private func snapped(_ point: Double, size: Double, units: Double) -> Double {
    guard size.isFinite, size.isNormal else { return point }
    let digitsBehindPoint = 11 - Int(log10(size).rounded(.down))
    let scaled = point * pow(10, Double(digitsBehindPoint))
    guard abs(scaled) < 1e15, let whole = Int64(exactly: scaled.rounded()),
      let typed = Double("\(whole)e\(-digitsBehindPoint)"),
      abs(typed - point) <= units * 0x1p-53 * size
    else { return point }
    return typed
  }
}
