import Foundation
import Testing

@testable import GradCore

@Suite struct ScheduleTests {
  static let all: [Schedule] = [
    .constant, .step(every: 7, factor: 0.3), .cosine(period: 40, minimum: 0.01),
    .inverseTime(decay: 0.05), .inverseSquareRoot,
  ]

  @Test(arguments: [
    (Schedule.constant, 99, 0.8), (.step(every: 10, factor: 0.5), 9, 0.8),
    (.step(every: 10, factor: 0.5), 10, 0.4), (.step(every: 10, factor: 0.5), 29, 0.2),
    (.step(every: 10, factor: 0.5), 30, 0.1),
    (.cosine(period: 100, minimum: 0.2), 0, 0.8), (.cosine(period: 100, minimum: 0.2), 50, 0.5),
    (.cosine(period: 100, minimum: 0.2), 100, 0.2), (.cosine(period: 100, minimum: 0.2), 5000, 0.2),
    // (1 + cos 60°) / 2 = 3/4, (1 + cos 120°) / 2 = 1/4
    (.cosine(period: 3, minimum: 0), 1, 0.6), (.cosine(period: 3, minimum: 0), 2, 0.2),
    (.cosine(period: 0, minimum: 0.1), 0, 0.1),
    (.inverseTime(decay: 0.5), 0, 0.8), (.inverseTime(decay: 0.5), 6, 0.2),
    (.inverseSquareRoot, 0, 0.8), (.inverseSquareRoot, 3, 0.4), (.inverseSquareRoot, 63, 0.1),
  ])
  func ratesFollowTheFormula(schedule: Schedule, iteration: Int, rate: Double) {
    // Two or three roundings.
    #expect((schedule.rate(0.8, at: iteration) - rate).magnitude < 4e-16)
  }

  @Test(arguments: all)
  func tableHasTheBitsOfTheFormula(schedule: Schedule) {
    var table = RateTable(schedule)
    let late = RateTable.longest
    for k in [0, 1, 6, 7, 39, 40, 41, 500, 3, late - 1, late, late + 1, 12] {
      for base in [0.1, 3e-4, 1e300] {
        #expect(table.rate(base, at: k).bitPattern == schedule.rate(base, at: k).bitPattern)
      }
    }
  }

  @Test func lengthsMayCountDataPasses() throws {
    let step = try #require(ScheduleDescription.all.first { $0.id == "step" })
    let iterations = ParameterValues(step.parameters, given: ["every": .integer(5)])
    #expect(step.make(iterations, 100, 8) == .step(every: 5, factor: 0.5))
    let passes = ParameterValues(
      step.parameters, given: ["every": .integer(5), "unit": .text("dataPasses")])
    #expect(step.make(passes, 100, 8) == .step(every: 40, factor: 0.5))
    #expect(step.configuration(of: passes).text == "step:every=5,unit=dataPasses")
  }

  @Test func cosineDefaultsToTheBudget() throws {
    let cosine = try #require(ScheduleDescription.all.first { $0.id == "cosine" })
    let values = ParameterValues(cosine.parameters)
    #expect(cosine.make(values, 321, 8) == .cosine(period: 321, minimum: 0))
    #expect(cosine.configuration(of: values).text == "cosine")
  }

  @Test func describedSchedulesAreTheFive() {
    #expect(
      ScheduleDescription.all.map(\.id)
        == ["constant", "step", "cosine", "inverse-time", "inverse-square-root"])
  }
}
