import GradHarness
import Testing

@Suite struct SuiteMistakeTests {
  static let path = SuitePath.root["sweeps"][0]["optimizers"][1]["beta1"]

  @Test func descriptionNamesFilePlaceAndPath() {
    let mistake = SuiteMistake(
      file: "suites/convex.json", location: SourceLocation(line: 12, column: 20), path: Self.path,
      message: "must be at least 0 and less than 1, but is 1.5.")
    #expect(
      mistake.description
        == "suites/convex.json:12:20: sweeps[0].optimizers[1].beta1 must be at least 0 and less "
        + "than 1, but is 1.5.")
  }

  @Test func messageWithAColonFollowsThePathDirectly() {
    let mistake = SuiteMistake(
      file: "a.json", location: .start, path: .root["sweeps"][0],
      message: ": unknown optimizer 'adm'. Did you mean 'adam'?")
    #expect(
      mistake.description
        == "a.json:1:1: sweeps[0]: unknown optimizer 'adm'. Did you mean 'adam'?")
  }

  @Test func oddKeysStandInBracketsAndQuotes() {
    let path = SuitePath.root["a-b"]["x y"][""]["\u{1B}"]["c"]
    #expect(path.description == "a-b['x y']['']['\\u{1B}'].c")
    #expect(SuitePath.root.description == "the suite")
    #expect(SuitePath.root[3]["a"].description == "[3].a")
  }

  @Test func mistakesComeInFileOrderAndOnce() {
    var mistakes = MistakeCollector(file: "a.json")
    let places = [(3, 1), (1, 9), (1, 10), (2, 1), (1, 9)]
    for (line, column) in places {
      mistakes.add(at: SourceLocation(line: line, column: column), Self.path, "is wrong.")
    }
    mistakes.add(at: SourceLocation(line: 1, column: 9), Self.path, "is also wrong.")
    let found = mistakes.mistakes.mistakes
    #expect(found.map(\.location.description) == ["1:9", "1:9", "1:10", "2:1", "3:1"])
    #expect(found.prefix(2).map(\.message) == ["is wrong.", "is also wrong."])
  }

  @Test func collectorThrowsOnlyWhatItHolds() throws {
    var mistakes = MistakeCollector(file: "a.json")
    try mistakes.throwIfAny()
    mistakes.add(at: .start, nil, "the file is odd.")
    #expect(throws: mistakes.mistakes) { try mistakes.throwIfAny() }
    #expect(mistakes.mistakes.description == "a.json:1:1: the file is odd.")
  }

  @Test func unknownAndMissingKeysAreToldWithSuggestions() {
    var mistakes = MistakeCollector(file: "a.json")
    let text = "{\"optimisers\": 1, \"zzz\": 2, \"adm\": 3, \"adam\": 4}"
    let node = JSONReader.read(Array(text.utf8), mistakes: &mistakes)!
    let object = mistakes.object(
      node, .root["sweeps"][0], keys: ["problems", "optimizers", "adam"],
      required: ["problems", "adam"])
    #expect(object?.members.count == 4)
    #expect(
      mistakes.mistakes.mistakes.map(\.description) == [
        "a.json:1:1: sweeps[0] needs 'problems'.",
        "a.json:1:2: sweeps[0]: unknown key 'optimisers'. Did you mean 'optimizers'?",
        "a.json:1:19: sweeps[0]: unknown key 'zzz'. Known keys: problems, optimizers, adam.",
        "a.json:1:29: sweeps[0]: unknown key 'adm'. Known keys: problems, optimizers, adam.",
      ])
  }
}
