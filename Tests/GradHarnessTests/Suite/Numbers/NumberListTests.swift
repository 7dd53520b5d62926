import GradHarness
import Testing

@Suite struct NumberListTests {
  static func read(
    _ text: String, alsoAllowed: [String] = [], requirement: (Double) -> String? = { _ in nil }
  ) throws -> (numbers: [Double], mistakes: [String]) {
    var mistakes = MistakeCollector(file: "t.json")
    let node = try #require(JSONReader.read(Array(text.utf8), mistakes: &mistakes))
    let numbers = NumberList.numbers(
      in: node, at: .root["rates"], alsoAllowed: alsoAllowed, mistakes: &mistakes,
      requirement: requirement)
    return (numbers, mistakes.mistakes.mistakes.map(\.description))
  }

  /// The expected doubles are literals: the nearest to their decimal text.
  @Test(arguments: [
    ("0.5", [0.5]), ("[3, 1, 2]", [3, 1, 2]),
    (#"{"from": 1e-6, "to": 100, "factor": 10}"#, [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100]),
    (
      #"{"from": 1e-3, "to": 4, "factor": 2}"#,
      [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, 2.048]
    ),
    (#"{"from": 0.1, "to": 8.1, "factor": 3}"#, [0.1, 0.3, 0.9, 2.7, 8.1]),
    (
      #"{"from": 1, "to": 100, "factor": 3.1622776601683795}"#,
      [1, 3.1622776601683795, 10, 31.6227766016838, 100]
    ),
    (#"{"from": 1, "to": 2, "factor": 5}"#, [1]),
    (#"{"from": 0.1, "to": 0.8, "count": 8}"#, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]),
    (
      #"{"from": -0.3, "to": 0.3, "count": 7, "scale": "linear"}"#,
      [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]
    ),
    (
      #"{"from": 1e-5, "to": 10, "count": 7, "scale": "log"}"#,
      [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10]
    ),
    (#"{"from": 1e-300, "to": 1e300, "count": 3, "scale": "log"}"#, [1e-300, 1, 1e300]),
    (#"[7, {"from": 1, "to": 3, "count": 3}, 9]"#, [7, 1, 2, 3, 9]),
  ])
  func pointsAreTheNumbersOneWouldType(text: String, expected: [Double]) throws {
    let (numbers, mistakes) = try Self.read(text)
    #expect(mistakes.isEmpty)
    #expect(numbers.map(\.bitPattern) == expected.map(\.bitPattern), "\(numbers)")
  }

  @Test func lastPointIsIncludedWithin1e9() throws {
    let near = try Self.read(#"{"from": 1, "to": 7.9999999999, "factor": 2}"#).numbers
    #expect(near == [1, 2, 4, 7.9999999999])
    #expect(try Self.read(#"{"from": 1, "to": 7.99999, "factor": 2}"#).numbers == [1, 2, 4])
    #expect(try Self.read(#"{"from": 1, "to": 8.0000000001, "factor": 2}"#).numbers.count == 4)
  }

  @Test func longGridsKeepTheirRatio() throws {
    let (numbers, _) = try Self.read(#"{"from": 1e-3, "to": 1e3, "count": 10000, "scale": "log"}"#)
    #expect(numbers.count == 10_000)
    #expect(numbers.first == 1e-3 && numbers.last == 1e3)
    // 10^(6/9999) by decimal arithmetic of 40 digits. Each point is off by up to about 10 units of
    // rounding, which makes 1e-14 for a ratio of two.
    let ratio = 1.0013826441970501
    let largest = zip(numbers, numbers.dropFirst()).map { abs($1 / $0 - ratio) }.max()
    #expect(try #require(largest) < 1e-14)
  }

  @Test func gridUpToTheLargestDoubleEnds() throws {
    let (numbers, mistakes) = try Self.read(#"{"from": 1, "to": 1.7e308, "factor": 1e100}"#)
    #expect(mistakes.isEmpty)
    #expect(numbers == [1, 1e100, 1e200, 1e300])
    let wide = #"{"from": -1.7e308, "to": 1.7e308, "count": 3}"#
    #expect(try Self.read(wide).numbers == [-1.7e308, 0, 1.7e308])
    let tiny = #"{"from": 5e-324, "to": 4e-323, "factor": 2}"#
    #expect(try Self.read(tiny).numbers == [1, 2, 4, 8].map { $0 * Double.leastNonzeroMagnitude })
  }

  @Test(arguments: [
    ("[]", "1:1: rates must not be an empty list."),
    ("\"a\"", "1:1: rates must be a number, a list of numbers or a range, but is 'a'."),
    (
      "[1, [2]]",
      "1:5: rates[1] must be a number, a list of numbers or a range, but is a list of 1."
    ),
    (#"{"to": 4, "factor": 2}"#, "1:1: rates needs 'from'."),
    (#"{"from": 1, "factor": 2}"#, "1:1: rates needs 'to'."),
    (#"{"from": 1, "to": 4}"#, "1:1: rates needs 'count' or 'factor'."),
    (
      #"{"from": 1, "to": 4, "count": 2, "factor": 2}"#,
      "1:44: rates.factor must not stand beside 'count': choose one."
    ),
    (
      #"{"from": 4, "to": 1, "factor": 2}"#,
      "1:19: rates.to must be greater than from, 4, but is 1."
    ),
    (
      #"{"from": 1, "to": 1, "count": 2}"#,
      "1:19: rates.to must be greater than from, 1, but is 1."
    ),
    (
      #"{"from": 0, "to": 1, "factor": 2}"#,
      "1:10: rates.from must be greater than 0 where numbers grow by a factor, but is 0."
    ),
    (
      #"{"from": -1, "to": 1, "count": 3, "scale": "log"}"#,
      "1:10: rates.from must be greater than 0 where numbers grow by a factor, but is -1."
    ),
    (
      #"{"from": 1, "to": 4, "factor": 1}"#,
      "1:32: rates.factor must be a number greater than 1, but is 1."
    ),
    (
      #"{"from": 1, "to": 4, "factor": "2"}"#,
      "1:32: rates.factor must be a number greater than 1, but is '2'."
    ),
    (
      #"{"from": 1, "to": 4, "count": 1}"#,
      "1:31: rates.count must be a whole number from 2 to 10000, but is 1."
    ),
    (
      #"{"from": 1, "to": 4, "count": 2.5}"#,
      "1:31: rates.count must be a whole number from 2 to 10000, but is 2.5."
    ),
    (
      #"{"from": 1, "to": 4, "count": 1e18}"#,
      "1:31: rates.count must be a whole number from 2 to 10000, but is 1e18."
    ),
    (
      #"{"from": 1, "to": 4, "count": 3, "scale": "ln"}"#,
      "1:43: rates.scale must be 'log' or 'linear', but is 'ln'."
    ),
    (
      #"{"from": 1, "to": 4, "factor": 2, "scale": "log"}"#,
      "1:44: rates.scale belongs to 'count'; a factor needs none."
    ),
    (#"{"from": 1, "to": 4, "fcator": 2}"#, nil),
    (
      #"{"from": 1, "to": 4, "factor": 1.0000000000000002}"#,
      "1:1: rates must give at most 10000 numbers, but its factor is so small that it gives more."
    ),
    (
      #"{"from": 1, "to": 1.0000000000000004, "count": 100}"#,
      "1:1: rates gives 1 twice: there are not enough numbers between from and to."
    ),
  ])
  func badRangeIsToldAtTheKeyAtFault(text: String, message: String?) throws {
    let (numbers, mistakes) = try Self.read(text)
    #expect(numbers.isEmpty || text.hasPrefix("[1"))
    guard let message else {
      #expect(mistakes.contains("t.json:1:22: rates: unknown key 'fcator'. Did you mean 'factor'?"))
      return
    }
    #expect(mistakes == ["t.json:\(message)"])
  }

  @Test func everyNumberIsHeldAgainstTheRequirement() throws {
    let positive: (Double) -> String? = { $0 > 0 ? nil : "must be greater than 0" }
    let list = try Self.read("[1, -0.1, 0, 1e0]", requirement: positive)
    #expect(list.numbers == [1, 1])
    #expect(
      list.mistakes == [
        "t.json:1:5: rates[1] must be greater than 0, but is -0.1.",
        "t.json:1:11: rates[2] must be greater than 0, but is 0.",
      ])
    let whole: (Double) -> String? = { $0 == $0.rounded() ? nil : "must be a whole number" }
    let grid = try Self.read(#"{"from": 2, "to": 20, "count": 5}"#, requirement: whole)
    #expect(grid.mistakes == ["t.json:1:1: rates gives 6.5, which must be a whole number."])
  }

  @Test func callersKeysAreAllowed() throws {
    let text = #"{"from": 1, "to": 4, "factor": 2, "relativeTo": "1/L"}"#
    #expect(try Self.read(text, alsoAllowed: ["relativeTo"]).numbers == [1, 2, 4])
    #expect(try Self.read(text).mistakes.count == 1)
  }

  @Test func listsAreBounded() throws {
    let text = "[" + String(repeating: "1,", count: 10_001) + "]"
    let mistakes = try Self.read(text).mistakes
    #expect(
      mistakes == [
        "t.json:1:1: rates must be at most 10000 numbers, but is more."
      ])
    let grids = "[" + String(repeating: #"{"from":1,"to":2,"count":10000},"#, count: 2) + "]"
    #expect(try Self.read(grids).mistakes.count == 1)
  }

  @Test func brokenNumberIsToldOnlyOnce() throws {
    #expect(try Self.read("[1, NaN]").mistakes.count == 1)
    #expect(try Self.read(#"{"from": NaN, "to": 1e999, "count": +3}"#).mistakes.count == 3)
  }
}
