import GradCore
import GradNumerics
import GradProblems
import Testing

@Suite struct KnownPointTests {
  /// An eigenvalue this small beside the largest counts as zero (DEFINITIONS: 10 n eps).
  static func zero(_ problem: ProblemInstance, _ largest: Double) -> Double {
    10 * Double(problem.dimension) * Double.ulpOfOne * largest
  }

  /// Minimizers whose Hessian is singular, each with its reason.
  static let singularMinima: [String: String] = [
    "extended-powell": "half of the directions are quartic",
    "dqrtic": "quartic in every direction",
    "power": "flatter than a parabola for p > 2",
    "quadratic": "rank-deficient spectra have a subspace of minimizers",
    "matrix-factorization": "(t a, b / t) is a curve of minimizers",
  ]

  @Test(arguments: CatalogCase.all)
  func storedValuesAreTheObjectivesOwn(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    for known in problem.facts.knownPoints {
      let error = (problem.value(at: known.point) - known.objective).magnitude
      #expect(error <= 1e-14 * max(1, known.objective.magnitude), "\(known)")
    }
  }

  @Test(arguments: CatalogCase.all)
  func theMinimumIsThatOfTheFirstPointAndAccurate(_ entry: CatalogCase) throws {
    let facts = try entry.make().facts
    guard case .attained(let minimum, let error) = facts.minimum else {
      #expect(facts.knownPoints.allSatisfy { !$0.isGlobal })
      return
    }
    #expect(error >= 0 && error < 1e-14 * max(1, minimum.magnitude))
    let first = try #require(facts.knownPoints.first)
    #expect(first.kind == .minimum && first.isGlobal)
    for known in facts.knownPoints where known.kind == .minimum {
      let gap = known.objective - minimum
      #expect(known.isGlobal ? gap.magnitude <= error : gap > 1e-6, "\(known)")
    }
  }

  /// The bound is what rounding x to doubles leaves: half an ulp of each component, times the
  /// Hessian, and as much again for the operations.
  @Test(arguments: CatalogCase.all)
  func gradientVanishesAtSmoothStationaryPoints(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    for known in problem.facts.knownPoints where known.isSmooth {
      let largest = maxNorm(try problem.eigenvalues(at: known.point))
      let scale = max(1, maxNorm(known.point)) * largest + max(1, known.objective.magnitude)
      let bound = 4 * Double(problem.dimension) * Double.ulpOfOne * scale
      #expect(maxNorm(try problem.gradient(at: known.point).gradient) <= bound, "\(known)")
    }
  }

  @Test(arguments: CatalogCase.all)
  func hessianConfirmsTheKind(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    for known in problem.facts.knownPoints where known.isSmooth {
      let eigenvalues = try problem.eigenvalues(at: known.point)
      let zero = Self.zero(problem, maxNorm(eigenvalues))
      let (smallest, largest) = (eigenvalues[0], eigenvalues[eigenvalues.count - 1])
      switch known.kind {
      case .minimum where Self.singularMinima[problem.id] != nil: #expect(smallest >= -zero)
      case .minimum: #expect(smallest > zero, "\(known)")
      case .maximum: #expect(largest < -zero, "\(known)")
      case .saddle: #expect(smallest < -zero && largest > zero, "\(known)")
      case .degenerate: #expect(eigenvalues.contains { $0.magnitude <= zero }, "\(known)")
      case .notStationary: Issue.record("a known point that is not stationary: \(known)")
      }
    }
  }

  /// What second derivatives cannot say of kinked and singular points, values near by can.
  @Test(arguments: CatalogCase.all)
  func valuesNearKnownPointsFitTheirKind(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    var stream = RandomStream(RandomKey(seed: 7).child(problem.id))
    for known in problem.facts.knownPoints.prefix(10) {
      var (isLower, isHigher) = (false, false)
      var steps = (0..<40).map { _ in known.point.map { _ in 0.02 * stream.uniform(in: -1...1) } }
      // Along each axis as well: the descent of a degenerate saddle is a thin cusp round one.
      for i in known.point.indices {
        steps += [0.02, -0.02].map { step in known.point.indices.map { $0 == i ? step : 0 } }
      }
      for step in steps {
        let near = zip(known.point, step).map { $0 + $1 }
        let change = problem.value(at: near) - known.objective
        if change < -1e-14 * max(1, known.objective.magnitude) { isLower = true }
        if change > 1e-14 * max(1, known.objective.magnitude) { isHigher = true }
      }
      switch known.kind {
      case .minimum: #expect(!isLower, "\(known)")
      case .maximum: #expect(!isHigher, "\(known)")
      case .degenerate: #expect(isLower && isHigher, "\(known)")
      // A thin cone of descent may be missed; the Hessian has found it.
      case .saddle, .notStationary: break
      }
    }
  }

  /// No sampled point lies below the minimum.
  @Test(arguments: CatalogCase.all)
  func nothingIsBelowTheMinimum(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    guard let minimum = problem.facts.minimum.value else { return }
    for point in problem.samplePoints(60, seed: 5) {
      #expect(problem.value(at: point) >= minimum - 1e-14 * max(1, minimum.magnitude))
    }
  }

  /// Where the digits come from: Newton's method with exact Hessians, from near by, comes back to
  /// the stored point up to κ units in the last place.
  @Test(arguments: CatalogCase.all)
  func newtonFindsTheStoredPointsAgain(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    for known in problem.facts.knownPoints.prefix(12) where known.isSmooth {
      let eigenvalues = try problem.eigenvalues(at: known.point).map(\.magnitude)
      let (least, most) = (eigenvalues.min() ?? 0, maxNorm(eigenvalues))
      // Newton's method needs a Hessian that is regular all round: skipped where it is singular,
      // and at the bottom of the staircase, where it is flat beside what surrounds it.
      guard least > 1e-4 * max(1, most) / 1e4, problem.id != "staircase" else { continue }
      var x = known.point.enumerated().map { $1 + ($0.isMultiple(of: 2) ? 1e-4 : -1e-4) }
      for _ in 0..<8 {
        let gradient = try problem.gradient(at: x).gradient
        let step = try QR(of: problem.hessian(at: x)).leastSquares(gradient)
        x = zip(x, step).map { $0 - $1 }
      }
      let bound =
        8 * Double(problem.dimension) * Double.ulpOfOne * max(1, most / least)
        * max(1, maxNorm(known.point))
      let distance = maxNorm(zip(x, known.point).map { $0 - $1 })
      #expect(distance <= bound, "\(known): \(x)")
    }
  }

  @Test(arguments: CatalogCase.all)
  func eigenvaluesAtTheMinimizerAreAsStated(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let facts = problem.facts
    guard let largest = facts.largestEigenvalue, let smallest = facts.smallestEigenvalue,
      let first = facts.knownPoints.first, first.kind == .minimum, first.isSmooth
    else { return }
    let found = try problem.eigenvalues(at: first.point)
    // Eigenvalue solvers and the Hessian itself are exact to some units of the largest; where
    // terms of size 1 cancel to almost no curvature (staircase), to some units of those.
    let bound = 100 * Double(problem.dimension) * Double.ulpOfOne * max(1, largest)
    #expect((found[0] - smallest).magnitude <= bound)
    #expect((found[found.count - 1] - largest).magnitude <= bound)
  }
}
