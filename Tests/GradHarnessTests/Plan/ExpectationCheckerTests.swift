import GradCore
import GradResults
import Testing

@testable import GradHarness

@Suite struct ExpectationCheckerTests {
  /// A suite of two rates on two problems, two seeds each, with one expectation.
  private static func plan(_ expectation: String) throws -> Plan {
    try planned(
      suite(
        problems: #"["bowl", {"id": "bowl", "dimension": 3}]"#,
        #""learningRates": [0.1, 0.5], "seeds": 2, "starts": "box""#,
        rest: #""targets": [0.1, 0.01], "expectations": [{\#(expectation)}]"#))
  }

  /// Rate 0.1 hits both targets in 30 (cost 31), 0.5 diverges but for seed 2, which converges.
  private static func unmet(
    _ expectation: String, best: Double? = 0.1, hasFinished: Bool = true
  ) throws -> [String] {
    let plan = try plan(expectation)
    let records = plan.trials.map { trial -> TrialRecord? in
      guard hasFinished else { return nil }
      let isSlow = plan.cells[Int(trial.cell)].rate == 0.1
      var record = TrialRecord(
        outcome: isSlow ? .targetHit : trial.seed == 2 ? .converged : .diverged)
      record.iterations = 30
      record.cost = 31
      record.gap = isSlow ? 1e-3 : .nan
      if !isSlow { record.findings.insert(.explodingGradient) }
      return record
    }
    let hits = plan.trials.flatMap { trial -> [TargetHit] in
      plan.cells[Int(trial.cell)].rate == 0.1
        ? [
          TargetHit(iteration: 10, held: true, cost: 11),
          TargetHit(iteration: 30, held: true, cost: 31),
        ]
        : [.missed, .missed]
    }
    let run = plan.run(records: records, hits: hits)
    return ExpectationChecker(plan.suite).unmet(in: run) { cell, _ in
      let rate = plan.cells[cell].rate
      return .init(verdict: rate == 0.1 ? "efficient" : "diverging", isBest: rate == best)
    }
  }

  @Test(arguments: [
    #""outcome": "targetHit""#, #""outcome": ["converged", "targetHit"]"#,
    #""at": "some", "outcome": "targetHit""#, #""learningRate": 0.1, "verdict": "efficient""#,
    #""at": "every", "outcome": ["targetHit", "diverged", "converged"]"#,
    #""learningRate": 0.5, "findings": ["explodingGradient"]"#,
    #""learningRate": {"values": 2, "relativeTo": "1/L"}, "verdict": "diverging""#,
    #""cost": {"atMost": 31}"#, #""iterations": {"atLeast": 30, "atMost": 30}"#,
    #""target": 0.1, "cost": {"atLeast": 11, "atMost": 11}"#, #""gap": {"atMost": 2e-3}"#,
    #""target": 0.1, "iterations": {"atMost": 10}"#, #""dimension": 3, "outcome": "targetHit""#,
    #""problem": "b*l", "backend": "analytic", "schedule": "constant", "outcome": "targetHit""#,
    #""hyperparameters": "momentum=0;beta=0.5", "optimizer": "des*", "outcome": "targetHit""#,
  ])
  func whatCameOutIsMet(expectation: String) throws {
    #expect(try Self.unmet(expectation) == [])
  }

  @Test(arguments: [
    (#""outcome": "converged""#, "must be converged, but seed 1 is targetHit"),
    (#""at": "every", "outcome": "targetHit""#, "must be targetHit, but seed 1 is diverged"),
    (#""at": "some", "outcome": "stalled""#, "must be stalled, but seed 1 is targetHit"),
    (#""learningRate": 0.5, "outcome": "diverged""#, "must be diverged, but seed 2 is converged"),
    (
      #""learningRate": 0.5, "findings": "saddle""#,
      "show saddle, but seed 1 shows explodingGradient"
    ),
    (#""findings": "saddle""#, "must show saddle, but seed 1 shows nothing"),
    (#""verdict": "tooSmall""#, "must be tooSmall, but is efficient"),
    (#""cost": {"atMost": 30}"#, "must have a cost of at most 30, but seed 1 has 31"),
    (#""iterations": {"atLeast": 31}"#, "iterations of at least 31, but seed 1 has 30"),
    (
      #""target": 0.1, "cost": {"atLeast": 1, "atMost": 9}"#,
      "a cost from 1 to 9, but seed 1 has 11"
    ),
    (
      #""target": 0.01, "learningRate": 0.5, "cost": {"atMost": 9}"#,
      "hit target 0.01, but seed 1 does not"
    ),
    (#""learningRate": 0.5, "gap": {"atMost": 1}"#, "a final gap of at most 1, but seed 1 has nan"),
  ])
  func whatDidNotComeOutIsToldWithItsTrial(expectation: String, part: String) throws {
    let unmet = try Self.unmet(expectation)
    #expect(unmet.count == 1)
    #expect(unmet.first?.contains(part) == true, "\(unmet)")
    #expect(unmet.first?.hasPrefix("t.json:1:") == true)
    #expect(unmet.first?.hasSuffix(" (2 of 2 fail).") == true, "\(unmet)")
  }

  @Test func sentenceNamesFilePlaceCellAndTrial() throws {
    let plan = try Self.plan(#""dimension": 2, "outcome": "stalled""#)
    let column = plan.suite.expectations[0].location.column
    #expect(
      try Self.unmet(#""dimension": 2, "outcome": "stalled""#) == [
        "t.json:1:\(column): expectations[0]: descent on bowl (dimension 2, analytic, "
          + "beta=0.5;momentum=0;weightDecay=0, learning rate 0.1) must be stalled, but seed 1 is "
          + "targetHit (trial \(plan.trials[0].text))."
      ])
  }

  @Test func everyRateMustMeetWhatTheBestCannot() throws {
    #expect(try Self.unmet(#""outcome": "targetHit""#, best: nil).count == 1)
    #expect(
      try Self.unmet(#""outcome": ["targetHit", "diverged", "converged"]"#, best: nil) == [])
  }

  @Test func trialsThatNeverFinishedSayNothing() throws {
    #expect(try Self.unmet(#""outcome": "stalled""#, hasFinished: false) == [])
  }
}
