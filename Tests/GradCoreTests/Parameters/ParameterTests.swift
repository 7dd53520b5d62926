import GradCore
import Testing

@Suite struct ParameterTests {
  static let rate = Parameter.number("rate", .positive, default: 0.1, "a rate")
  static let share = Parameter.number("share", .unitHalfOpen, default: 0.9, "a share")
  static let size = Parameter.integer("size", 1...100, default: 10, "a size")
  static let count = Parameter.integer("count", 2...Int.max, default: 2, "a count")
  static let flag = Parameter.flag("flag", default: false, "a flag")
  static let kind = Parameter.choice("kind", ["round", "flat"], "a kind")

  @Test(arguments: [
    (rate, ParameterValue.number(0), "must be greater than 0, but is 0"),
    (rate, .number(.nan), "must be greater than 0, but is nan"),
    (rate, .number(.infinity), "must be greater than 0, but is inf"),
    (rate, .text("fast"), "must be greater than 0, but is 'fast'"),
    (rate, .flag(true), "must be greater than 0, but is true"),
    (share, .number(1.5), "must be at least 0 and less than 1, but is 1.5"),
    (share, .integer(1), "must be at least 0 and less than 1, but is 1"),
    (size, .integer(0), "must be an integer from 1 to 100, but is 0"),
    (size, .number(2.5), "must be an integer from 1 to 100, but is 2.5"),
    (size, .number(1e300), "must be an integer from 1 to 100, but is 1e+300"),
    (size, .number(.nan), "must be an integer from 1 to 100, but is nan"),
    (count, .integer(-5), "must be an integer, 2 or more, but is -5"),
    (flag, .integer(1), "must be true or false, but is 1"),
    (kind, .text("square"), "must be one of round, flat, but is 'square'"),
  ])
  func refusedValueSaysWhy(parameter: Parameter, value: ParameterValue, message: String) {
    #expect(throws: ParameterMistake.self) { try parameter.check(value).get() }
    guard case .failure(let mistake) = parameter.check(value) else { return }
    #expect(mistake.description == message)
  }

  @Test(arguments: [
    (rate, ParameterValue.integer(2), ParameterValue.number(2)),
    (rate, .number(1e-300), .number(1e-300)), (share, .number(0), .number(0)),
    (size, .number(100), .integer(100)), (size, .integer(1), .integer(1)),
    (count, .integer(.max), .integer(.max)), (flag, .flag(true), .flag(true)),
    (kind, .text("flat"), .text("flat")),
  ])
  func acceptedValueTakesTheParametersType(
    parameter: Parameter, value: ParameterValue, taken: ParameterValue
  ) throws {
    #expect(try parameter.check(value).get() == taken)
  }

  @Test(arguments: [
    (Interval.positive, "greater than 0"), (.nonNegative, "at least 0"),
    (.finite, "a finite number"),
    (.unitHalfOpen, "at least 0 and less than 1"), (.atLeast(2.5), "at least 2.5"),
    (Interval(0, 1, includesLower: false), "greater than 0 and at most 1"),
    (Interval(-.infinity, 3), "at most 3"),
    (Interval(-.infinity, 3, includesUpper: false), "less than 3"),
    (Interval(1, 1e12), "at least 1 and at most 1e+12"),
  ])
  func intervalReadsAsText(interval: Interval, text: String) {
    #expect(interval.description == text)
  }

  @Test(arguments: [Interval.positive, .nonNegative, .finite, .unitHalfOpen, Interval(-1, 1)])
  func intervalHoldsNeitherNaNNorInfinity(interval: Interval) {
    #expect(!interval.contains(.nan))
    #expect(!interval.contains(.infinity))
    #expect(!interval.contains(-.infinity))
  }

  @Test func intervalKeepsItsEnds() {
    #expect(!Interval.positive.contains(0))
    #expect(Interval.nonNegative.contains(0))
    #expect(!Interval.unitHalfOpen.contains(1))
    #expect(Interval(-1, 1).contains(1) && Interval(-1, 1).contains(-1))
  }

  @Test func valuesFillInDefaultsAndSkipStrangers() {
    let values = ParameterValues(
      [Self.rate, Self.size, Self.kind],
      given: ["size": .number(7), "colour": .text("red"), "rate": .number(-1)])
    #expect(values.number("rate") == 0.1)
    #expect(values.integer("size") == 7)
    #expect(values.choice("kind") == "round")
    #expect(values.sorted.map(\.name) == ["kind", "rate", "size"])
  }
}
