import GradBackends
import GradCommandLine
import GradCore
import GradProblems
import GradText

/// What `gradbench describe` says of a problem.
struct ProblemPage {
  private static let mostPoints = 6

  private let problem: ProblemInstance
  private var facts: Facts { problem.facts }

  init(_ problem: ProblemInstance) {
    self.problem = problem
  }

  func add(to page: inout HelpText) {
    let entry = ProblemCatalog.standard[problem.id]
    page.addParagraph("\(problem.id): \(entry?.summary ?? "")")
    page.addParagraph("  f(x) = \(entry?.formula ?? "")", indent: 4)
    page.addSection("FACTS", rows: solution + shape + uses)
    page.addSection("PARAMETERS", rows: (entry?.parameters ?? []).map(DescribeCommand.row))
  }

  // MARK: Facts

  /// Where it starts and where it should end.
  private var solution: [(label: String, help: String)] {
    let initial = problem.objective.scalar.value(facts.start.span)
    var rows = [
      ("dimension", "\(problem.dimension)"),
      ("start", "\(Self.text(of: facts.start)), f = \(Self.text(of: initial))"),
    ]
    switch facts.minimum {
    case .attained(let value, let error):
      rows.append(
        (
          "minimum",
          "f = " + shortestText(value)
            + (error > 0 ? " to within \(roundedText(error, digits: 2))" : "")
        ))
    case .infimum(let value):
      rows.append(("minimum", "f = \(shortestText(value)) at infinity, approached, not attained"))
    case .unboundedBelow: rows.append(("minimum", "none: unbounded below"))
    case .unknown: rows.append(("minimum", "not known"))
    }
    for known in facts.knownPoints.prefix(Self.mostPoints) {
      let place = Self.text(of: known.point)
      switch (known.kind, known.isGlobal) {
      case (.minimum, true): rows.append(("minimizer", place))
      case (.minimum, false):
        rows.append(("local minimum", "f = \(Self.text(of: known.objective)) at \(place)"))
      default:
        rows.append(
          (known.kind.rawValue, "f = \(Self.text(of: known.objective)) at \(place)"))
      }
    }
    let hidden = facts.knownPoints.count - Self.mostPoints
    if hidden > 0 { rows.append(("", "… and \(hidden) more stationary points")) }
    return rows
  }

  /// Convexity, smoothness, curvature.
  private var shape: [(label: String, help: String)] {
    var rows = [("convex", facts.isConvex ? "yes" : "no"), ("smooth", smoothness)]
    if let constant = facts.lipschitzConstant {
      rows.append(("L", "\(Self.text(of: constant)), the gradient's Lipschitz constant"))
    }
    if let constant = facts.strongConvexity {
      rows.append(("μ", "\(Self.text(of: constant)), strong convexity"))
    }
    if let smallest = facts.smallestEigenvalue, let largest = facts.largestEigenvalue {
      let range =
        smallest == largest
        ? "all eigenvalues \(Self.text(of: smallest))"
        : "eigenvalues from \(Self.text(of: smallest)) to \(Self.text(of: largest))"
      rows.append(("Hessian at minimizer", range))
    }
    if let count = problem.objective.sampleCount { rows.append(("examples", "\(count)")) }
    if let box = facts.box, let side = box.first {
      let text = "[\(Self.text(of: side.lowerBound)), \(Self.text(of: side.upperBound))]"
      rows.append(
        ("box", box.allSatisfy { $0 == side } ? "\(text) in each coordinate" : "\(text), …"))
    }
    return rows
  }

  /// Backends, memory, source.
  private var uses: [(label: String, help: String)] {
    var able: [String] = []
    var unable: [(String, String)] = []
    for backend in BackendCatalog.standard.entries {
      do {
        _ = try backend.prepare(problem)
        able.append(backend.id)
      } catch {
        unable.append((unable.isEmpty ? "backends left out" : "", "\(backend.id): \(error)"))
      }
    }
    // Measured: x, the gradient, the step before, two moments and what the monitor keeps are eight
    // vectors; a trace has 200 rows of 48 bytes unless a suite sets it.
    let trial = 8 * 8 * problem.dimension + 200 * 48
    return [("backends", able.joined(separator: ", "))] + unable + [
      ("memory", "\(Self.size(problem.memoryBytes)) once, \(Self.size(trial)) a running trial"),
      ("source", facts.source),
    ]
  }

  private var smoothness: String {
    switch facts.smoothness {
    case .infinite: "infinitely often"
    case .gradient: "continuous gradient, second derivatives jump"
    case .kinked: "kinks, where a subgradient is given"
    }
  }

  // MARK: Numbers for people

  private static func text(of value: Double) -> String { roundedText(value, digits: 10) }

  /// Six digits a coordinate, ten of short points; of long points the first six coordinates.
  private static func text(of point: [Double]) -> String {
    if point.count > 3, let first = point.first, point.allSatisfy({ $0 == first }) {
      return "(\(text(of: first)), …), \(point.count) times"
    }
    let digits = point.count > 3 ? 6 : 10
    let shown = point.prefix(6).map { roundedText($0, digits: digits) }.joined(separator: ", ")
    return point.count > 6 ? "(\(shown), … \(point.count) in all)" : "(\(shown))"
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1_000_000
      ? "\((bytes + 999) / 1000) kB" : "\(roundedText(Double(bytes) / 1e6)) MB"
  }
}
