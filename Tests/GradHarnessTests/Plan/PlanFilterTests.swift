import GradCore
import Testing

@testable import GradHarness

@Suite struct PlanFilterTests {
  @Test(arguments: [
    ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("a*c", "abbc", true),
    ("a*c", "abb", false), ("?", "ä", true), ("?", "", false), ("a?c", "abc", true),
    ("**a**", "bab", true), ("quadratic*", "quadratic:conditionNumber=10", true),
    ("*number=1*", "quadratic:conditionNumber=10", false), ("*ab*ab", "abxab", true),
    ("*ab*ab", "xab", false), ("[a]", "a", false), ("a.c", "abc", false),
  ])
  func globMatchesWholeTexts(pattern: String, text: String, matches: Bool) {
    #expect(Glob(pattern).matches(text) == matches)
  }

  @Test func globMadeToBeSlowIsFast() {
    let pattern = String(repeating: "*a", count: 200) + "b"
    #expect(!Glob(pattern).matches(String(repeating: "a", count: 1000)))
  }

  @Test func filtersAreParsedAndWrongOnesRefused() throws {
    let filter = try PlanFilter(parsing: "problem=quad*=x")
    #expect(filter.key == .problem)
    #expect(filter.glob.pattern == "quad*=x")
    #expect(throws: PlanFilterError.noEqualsSign("problem")) { try PlanFilter(parsing: "problem") }
    #expect(throws: PlanFilterError.unknownKey("optimiser")) {
      try PlanFilter(parsing: "optimiser=adam")
    }
    #expect(
      PlanFilterError.unknownKey("optimiser").description
        == "unknown filter key 'optimiser'. Did you mean 'optimizer'?")
  }

  private static let text = suite(
    problems: #"[{"id": "bowl", "conditionNumber": [4, 9]}, "valley"]"#,
    optimizers: #"["descent", "search"]"#, #""backends": ["dual", "analytic"]"#,
    rest: #""expectations": [{"problem": "valley", "outcome": "failed"}]"#)

  private static func cells(_ filters: String...) throws -> [String] {
    let options = PlanOptions(filters: try filters.map { try PlanFilter(parsing: $0) })
    return try planned(text, options).cells.map {
      "\($0.described.problem.label) \($0.described.optimizer) \($0.described.backend.text)"
    }
  }

  @Test func filtersOfOneKeyAddUpAndOthersNarrow() throws {
    #expect(
      try Self.cells("problem=bowl*", "optimizer=search", "backend=dual") == [
        "bowl search dual", "bowl:conditionNumber=9 search dual",
      ])
    #expect(
      try Self.cells("problem=bowl", "problem=valley", "optimizer=descent") == [
        "bowl descent dual", "bowl descent analytic", "valley descent dual",
      ])
    #expect(try Self.cells().count == 10)
  }

  @Test func filterThatLeavesNothingIsAMistake() {
    let options = PlanOptions(filters: [PlanFilter(key: .problem, glob: Glob("nothing"))])
    #expect(
      planMistakes(Self.text, options) == [
        "t.json:1:1: the suite has no trial that passes --filter problem=nothing; its problems are "
          + "bowl, valley."
      ])
  }
}
