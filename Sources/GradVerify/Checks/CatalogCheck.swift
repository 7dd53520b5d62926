import GradBackends
public import GradCore
import GradNumerics
import GradText

/// Checks what a catalog says of a problem against the problem itself: facts at known points, and all
/// backends against each other.
public struct CatalogCheck: Sendable {
  /// One thing that was checked.
  public struct Result: Sendable {
    public let problem: String
    public let check: String
    /// The worst number found, and the largest allowed; NaN where the check is a yes or no.
    public let measured: Double
    public let allowed: Double
    public let passed: Bool
    /// Where it was worst, or what was found.
    public let detail: String

    public init(
      problem: String, check: String, measured: Double, allowed: Double, passed: Bool,
      detail: String
    ) {
      self.problem = problem
      self.check = check
      self.measured = measured
      self.allowed = allowed
      self.passed = passed
      self.detail = detail
    }
  }

  let problem: ProblemInstance
  let backends: [BackendDescription]
  let hessian: HessianFunction
  /// Near the start, where trials begin.
  private let points: [[Double]]
  /// Far round it, for facts that must hold everywhere.
  private let farPoints: [[Double]]

  /// - Parameter seed: Of the random points; equal seeds check equal points.
  public init(
    _ problem: ProblemInstance, backends: [BackendDescription], hessian: @escaping HessianFunction,
    seed: UInt64 = 0
  ) {
    self.problem = problem
    self.backends = backends
    self.hessian = hessian
    var stream = RandomStream(
      RandomKey(seed: seed).child("verify").child(problem.label).child(problem.instance))
    let start = problem.facts.start
    let size = Double.maximum(1, maxNorm(start))
    points =
      [start]
      + (0..<8).map { _ in start.map { $0 + 0.3 * size * stream.uniform(in: -1...1) } }
    farPoints = (0..<48).map { _ in start.map { $0 + 2 * size * stream.uniform(in: -1...1) } }
  }

  /// Every check that applies.
  public func results() -> [Result] {
    var results = [valuesAtKnownPoints(), nothingBelowMinimum()].compactMap { $0 }
    results += [gradientsAtKnownPoints(), kindsOfKnownPoints(), convexity(), lipschitz()]
      .compactMap { $0 }
    return results + agreement()
  }

  // MARK: Facts

  private func result(
    _ check: String, _ measured: Double, atMost allowed: Double, _ detail: String = ""
  ) -> Result {
    Result(
      problem: problem.label, check: check, measured: measured, allowed: allowed,
      passed: measured <= allowed, detail: detail)
  }

  private func result(_ check: String, _ worst: Worst, atMost allowed: Double) -> Result {
    result(check, worst.measured, atMost: allowed, worst.detail)
  }

  private static func text(_ point: [Double]) -> String {
    "(\(listText(point.lazy.map(shortestText), first: 3)))"
  }

  private func value(_ x: [Double]) -> Double { problem.objective.scalar.value(x.span) }

  private var exact: PreparedGradient? {
    backends.lazy.filter(\.isExact).compactMap { try? $0.prepare(problem) }.first
  }

  private func gradient(_ x: [Double], _ oracle: Oracle<Double>) -> [Double] {
    var g = [Double](repeating: 0, count: x.count)
    var view = g.mutableSpan
    _ = oracle.gradient(x.span, &view)
    return g
  }

  /// The worst of several numbers, and what was found there; NaN is worse than any number.
  private struct Worst {
    private(set) var measured = 0.0
    private(set) var detail = ""

    mutating func note(_ value: Double, _ text: @autoclosure () -> String = "") {
      if measured.isNaN || value <= measured { return }
      measured = value
      detail = text()
    }
  }

  /// Stored values are within their stated error, and at least 1e-12 of the larger of 1 and |f|.
  private func valuesAtKnownPoints() -> Result? {
    guard !problem.facts.knownPoints.isEmpty else { return nil }
    var stated = 0.0
    if case .attained(_, let error) = problem.facts.minimum { stated = error }
    var worst = Worst()
    for known in problem.facts.knownPoints {
      let found = value(known.point)
      worst.note(
        (found - known.objective).magnitude / Double.maximum(1, known.objective.magnitude),
        "f = \(shortestText(found)), not \(shortestText(known.objective))")
    }
    return result(
      "value at known points", worst, atMost: Double.maximum(1e-12, stated))
  }

  /// No sampled value lies below the minimum by more than rounding: 1e-12 of the gap at the start, or
  /// 100 ε of the minimum.
  private func nothingBelowMinimum() -> Result? {
    guard let minimum = problem.facts.minimum.value else { return nil }
    let inBox = points.filter { point in
      problem.facts.box.map { zip($0, point).allSatisfy { $0.0.contains($0.1) } } ?? true
    }
    let lowest = inBox.map(value).min() ?? minimum
    let gap = value(problem.facts.start) - minimum
    return result(
      "nothing below the minimum", minimum - lowest,
      atMost: Double.maximum(
        gap.isFinite ? 1e-12 * gap : 0, 100 * Double.ulpOfOne * minimum.magnitude),
      "lowest of \(inBox.count) samples \(shortestText(lowest))")
  }

  /// ‖∇f‖∞ at smooth stationary points against the Hessian's size: the stored point is within 1e-7 of
  /// where the gradient is 0.
  private func gradientsAtKnownPoints() -> Result? {
    let smooth = problem.facts.knownPoints.filter { $0.isSmooth && $0.kind != .notStationary }
    guard problem.facts.smoothness != .kinked, let prepared = exact, !smooth.isEmpty else {
      return nil
    }
    let oracle = prepared.scalar()
    var worst = Worst()
    for known in smooth {
      let slope = maxNorm(gradient(known.point, oracle))
      let scale = hessian(known.point).map { maxNorm($0.elements) } ?? 1
      let size = Double.maximum(1, maxNorm(known.point))
      worst.note(
        slope == 0 ? 0 : slope / (Double.maximum(scale, 1) * size),
        "\(shortestText(slope)) at \(Self.text(known.point))")
    }
    return result("gradient at stationary points", worst, atMost: 1e-7)
  }

  /// The Hessian's eigenvalues say the kind that is stored, or cannot decide.
  private func kindsOfKnownPoints() -> Result? {
    let smooth = problem.facts.knownPoints.filter(\.isSmooth)
    guard problem.facts.smoothness == .infinite, let prepared = exact, !smooth.isEmpty else {
      return nil
    }
    let oracle = prepared.scalar()
    var wrong = 0
    var judged = 0
    var detail = ""
    for known in smooth {
      guard let matrix = hessian(known.point),
        let kind = PointKind(
          gradient: gradient(known.point, oracle), point: known.point, hessian: matrix),
        kind != .degenerate, kind != .notStationary
      else { continue }
      judged += 1
      if kind != known.kind {
        wrong += 1
        detail = "\(kind) at \(Self.text(known.point)), stored as \(known.kind)"
      }
    }
    guard judged > 0 else { return nil }
    return result(
      "kind by the Hessian", Double(wrong), atMost: 0,
      wrong == 0 ? "\(judged) points" : detail)
  }

  /// f at a midpoint is at most the mean, for problems that are said to be convex.
  private func convexity() -> Result? {
    guard problem.facts.isConvex else { return nil }
    var worst = -Double.infinity
    for (a, b) in zip(farPoints, farPoints.dropFirst()) {
      let middle = zip(a, b).map { 0.5 * ($0 + $1) }
      let (fa, fb) = (value(a), value(b))
      guard fa.isFinite, fb.isFinite else { continue }
      let scale = Double.maximum(1, Double.maximum(fa.magnitude, fb.magnitude))
      worst = Double.maximum(worst, (value(middle) - 0.5 * (fa + fb)) / scale)
    }
    return result("convex at midpoints", worst, atMost: 1e-12)
  }

  /// ‖∇f(x) − ∇f(y)‖ ≤ L ‖x − y‖ at sampled pairs.
  private func lipschitz() -> Result? {
    guard let constant = problem.facts.lipschitzConstant, let prepared = exact else { return nil }
    let oracle = prepared.scalar()
    var worst = Worst()
    for (a, b) in zip(points, points.dropFirst()) {
      let difference = zip(gradient(a, oracle), gradient(b, oracle)).map { $0 - $1 }
      let distance = LocalStudy.norm(zip(a, b).map { $0 - $1 })
      if distance > 0 {
        worst.note(
          LocalStudy.norm(difference) / (constant * distance), "from \(Self.text(a))")
      }
    }
    return result("slope changes within L", worst, atMost: 1 + 1e-9)
  }

  // MARK: Backends

  /// What rounding f by an ulp does to a difference, per unit of f: 2ε/h with some room, h being √ε for
  /// forward and ∛ε for central differences.
  private func roundingSlope(of backend: BackendDescription) -> Double {
    if backend.isExact { return 0 }
    return backend.id == BackendDescription.forwardDifference.id ? 6e-8 : 1.5e-10
  }

  /// Every backend against the most exact one, relative to the largest component, with the rounding
  /// that a difference of f cannot avoid.
  private func agreement() -> [Result] {
    guard let prepared = exact else { return [] }
    let oracle = prepared.scalar()
    let references = points.map { gradient($0, oracle) }
    return backends.compactMap { backend in
      guard let other = try? backend.prepare(problem).scalar() else { return nil }
      var worst = Worst()
      for (point, reference) in zip(points, references) {
        // At a kink a difference is the mean of both sides. Of the points only the start can be one.
        if !backend.isExact, problem.facts.smoothness == .kinked, point == problem.facts.start {
          continue
        }
        let size = maxNorm(reference)
        guard size.isFinite else { continue }
        let error = maxDistance(gradient(point, other), reference)
        let beyond = error - roundingSlope(of: backend) * value(point).magnitude
        worst.note(
          beyond <= 0 ? 0 : size > 0 ? beyond / size : beyond, "at \(Self.text(point))")
      }
      // Half a rounding's digits for forward differences, two thirds for central ones.
      let allowed =
        backend.isExact ? 1e-11 : roundingSlope(of: backend) > 1e-9 ? 1e-4 : 1e-6
      return result("gradient by \(backend.id)", worst, atMost: allowed)
    }
  }
}
