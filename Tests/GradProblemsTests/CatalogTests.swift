import Foundation
import GradCore
import GradProblems
import Testing

@Suite struct CatalogTests {
  @Test func idsAreUniqueAndWellFormed() {
    let ids = ProblemCatalog.standard.entries.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil, "\(id)") }
  }

  @Test func theTwentyClassicsAndTheGeneratorsAreListed() {
    let needed = [
      "rosenbrock", "extended-rosenbrock", "extended-powell", "wood", "beale", "helical-valley",
      "himmelblau", "booth", "matyas", "sphere", "trid", "ackley", "rastrigin", "styblinski-tang",
      "easom", "dqrtic", "tridia", "cliff", "strict-saddle", "monkey-saddle", "quadratic",
      "indefinite-quadratic", "degenerate-saddle", "gaussian-well", "staircase", "power",
      "log-sum-exp", "huber", "absolute-value", "max-coordinate", "least-squares",
      "logistic-regression",
    ]
    let ids = Set(ProblemCatalog.standard.entries.map(\.id))
    #expect(needed.filter { !ids.contains($0) } == [])
  }

  /// Every file of a family's folder is a problem with a line in the catalog, and the other way
  /// round: `HelicalValley.swift` is `helical-valley`. Formulas are the user's, not the catalog's.
  @Test func everySourceFileIsListed() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/GradProblems").standardizedFileURL
    let files = FileManager.default
    var ids: [String] = []
    for family in try files.contentsOfDirectory(atPath: sources.path) {
      guard !family.hasSuffix(".swift"),
        !["Support", "Formula", "Documentation.docc"].contains(family)
      else {
        continue
      }
      for file in try files.contentsOfDirectory(atPath: sources.appending(path: family).path) {
        let words = file.replacing(".swift", with: "").replacing(/(?<lower>[a-z])(?<upper>[A-Z])/) {
          "\($0.lower)-\($0.upper)"
        }
        ids.append(words.lowercased())
      }
    }
    #expect(ids.sorted() == ProblemCatalog.standard.entries.map(\.id).sorted())
  }

  @Test(arguments: CatalogCase.all)
  func factsFitTheDimension(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let n = problem.dimension
    #expect(problem.facts.start.count == n)
    if let box = problem.facts.box { #expect(box.count == n) }
    for known in problem.facts.knownPoints { #expect(known.point.count == n) }
    #expect(problem.value(at: problem.facts.start).isFinite)
    #expect(!problem.facts.source.isEmpty)
  }

  @Test(arguments: ProblemCatalog.standard.entries.map(\.id))
  func textsAreOneLine(_ id: String) throws {
    let entry = try #require(ProblemCatalog.standard[id])
    for text in [entry.summary, entry.formula] + entry.parameters.map(\.summary) {
      #expect(!text.isEmpty && !text.contains("\n") && !text.hasSuffix("."))
    }
  }

  @Test(arguments: CatalogCase.all)
  func makingAProblemAgainGivesTheSameBits(_ entry: CatalogCase) throws {
    let (first, second) = (try entry.make(), try entry.make())
    #expect(first.facts.start == second.facts.start)
    #expect(first.facts.minimum == second.facts.minimum)
    for point in first.samplePoints(3) {
      #expect(first.value(at: point) == second.value(at: point))
    }
  }

  /// A problem either has no other instances and says so, or they are other functions.
  @Test(arguments: CatalogCase.entries)
  func instancesDifferOrAreRefused(_ entry: CatalogCase) throws {
    var other = entry
    other.instance = 0
    #expect(throws: ProblemError.self) { try other.make() }
    other.instance = 2
    let first = try entry.make()
    do {
      let second = try other.make()
      let moved = first.facts.start.map { $0 + 0.5 }
      // A mean over standardised data may be the same function; its single examples are not.
      let batches = [first, second].map { $0.objective.scalar.batchValue }
      if let one = batches[0], let two = batches[1] {
        #expect(one(moved.span, [0].span) != two(moved.span, [0].span))
      } else {
        #expect(first.value(at: moved) != second.value(at: moved))
      }
    } catch ProblemError.instance(let problem, let instance, _) {
      #expect(problem == entry.id && instance == 2)
    }
  }

  @Test(arguments: [
    CatalogCase(id: "extended-rosenbrock", given: ["dimension": .integer(3)]),
    CatalogCase(id: "extended-powell", given: ["dimension": .integer(6)]),
    CatalogCase(id: "matrix-factorization", given: ["dimension": .integer(5)]),
    CatalogCase(id: "strict-saddle", given: ["negativeDirections": .integer(3)]),
    CatalogCase(id: "indefinite-quadratic", given: ["negativeDirections": .integer(100_000)]),
    CatalogCase(id: "least-squares", given: ["sampleCount": .integer(9)]),
    CatalogCase(id: "least-squares", given: ["sampleCount": .integer(1_000_000)]),
    CatalogCase(id: "logistic-regression", given: ["sampleCount": .integer(1)]),
    CatalogCase(
      id: "mean-of-quadratics",
      given: ["sampleCount": .integer(100_000), "dimension": .integer(1000)]),
  ])
  func parametersThatDoNotGoTogetherAreRefused(_ entry: CatalogCase) {
    #expect(throws: ProblemError.self) { try entry.make() }
  }

  /// Facts of chained problems are computed in O(n): a problem of 100,000 variables is made at once.
  @Test(arguments: [
    CatalogCase(id: "rosenbrock", given: ["dimension": .integer(20_000)]),
    CatalogCase(id: "tridia", given: ["dimension": .integer(1000)]),
    CatalogCase(
      id: "strict-saddle",
      given: ["dimension": .integer(1000), "negativeDirections": .integer(1000)]),
  ])
  func largeProblemsAreMadeQuickly(_ entry: CatalogCase) throws {
    let problem = try entry.make()
    let seconds = try ContinuousClock().measure { _ = try entry.make() }
    #expect(seconds < .seconds(5))
    #expect(problem.dimension >= 1000)
  }
}
