import Foundation
import GradBackends
import GradCore
import GradOptimizers
import GradProblems
import Testing

@testable import GradHarness

/// The suites that come with gradbench, planned with the real catalogs.
@Suite struct SuiteFolderTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("suites")

  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".json") && !$0.hasSuffix(".schema.json") }.sorted()

  @Test func standardSuitesAreThere() {
    let wanted = ["convex", "plateaus", "rosenbrock", "saddles", "smoke", "stochastic"]
    #expect(Set(wanted.map { $0 + ".json" }).isSubset(of: Self.names))
  }

  @Test(arguments: names)
  func suiteIsPlannedWithoutAMistake(name: String) throws {
    let loader = SuiteLoader(
      catalogs: Catalogs(problems: .standard, optimizers: .standard, backends: .standard))
    let plan = try loader.load(path: Self.folder.appendingPathComponent(name).path)
    #expect(plan.suite.name + ".json" == name)
    #expect(plan.suite.description.hasSuffix("?"), "a suite asks a question")
    #expect(!plan.suite.expectations.isEmpty)
    #expect((1...50_000).contains(plan.trials.count))
    #expect(Set(plan.trials.map(\.id)).count == plan.trials.count)
    for cell in plan.cells {
      #expect(plan.trials.indices.contains(cell.trials.lowerBound))
      let start = plan.start(of: cell.trials.lowerBound)
      #expect(start.count == plan.problems[cell.problem].dimension)
    }
  }

  /// The schema names what editors complete; the code decides. They must say the same.
  @Test func schemaListsWhatTheReaderKnows() throws {
    let bytes = Array(try Data(contentsOf: Self.folder.appendingPathComponent("suite.schema.json")))
    var mistakes = MistakeCollector(file: "suite.schema.json")
    let schema = try #require(JSONReader.read(bytes, mistakes: &mistakes))
    try mistakes.throwIfAny()
    func texts(_ path: String...) -> [String] {
      let node = path.reduce(Optional(schema)) { node, key in node?.object?[key] }
      if let object = node?.object { return object.members.map(\.name) }
      return (node?.array ?? []).compactMap(\.string)
    }
    #expect(
      texts("properties", "gates", "items", "properties", "metric", "enum") == Suite.Gate.metrics)
    #expect(
      texts("$defs", "expectation", "properties", "verdict", "enum") == SuiteDecoder.verdicts)
    #expect(
      texts("$defs", "sweep", "properties", "sampling", "enum")
        == BatchPlan.Sampling.allCases.map(\.rawValue))
    #expect(
      Set(texts("properties")) == Set(SuiteDecoder.keys))
    #expect(Set(texts("$defs", "sweep", "properties")) == Set(SuiteDecoder.sweepKeys))
    #expect(
      Set(texts("$defs", "expectation", "properties")) == Set(SuiteDecoder.expectationKeys))
    let schedules = schema.object?["$defs"]?.object?["schedule"]?.object?["oneOf"]?.array ?? []
    let ids = schedules.first?.object?["enum"]?.array?.compactMap(\.string)
    #expect(ids == ScheduleDescription.all.map(\.id))
    let keys = schedules.last?.object?["properties"]?.object?.members.map(\.name) ?? []
    let parameters = ScheduleDescription.all.flatMap { $0.parameters.map(\.name) }
    #expect(Set(keys) == Set(parameters + ["id"]))
  }
}
