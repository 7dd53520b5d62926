import GradCore
import GradNumerics
import GradTestSupport
import Testing

/// Where looks are at noisy iterates, what counts of a target is that it is held.
@Suite struct HeldTargetTests {
  /// Every iterate is a look of a noisy trial.
  static func rules(
    _ limit: Int, _ targets: [Double], gradient: [Double]? = nil, stops: Bool = false
  ) -> TrialRules {
    var rules = TrialMonitorTargetTests.rules(limit, targets, gradient: gradient, stops: stops)
    rules.batch = BatchPlan(sampleCount: 10, batchSize: 1, sampling: .reshuffle)
    rules.tracesEverything = true
    return rules
  }

  @Test func passageIsAHitAndAMiss() throws {
    let monitor = try Script { $0 == 7 ? 0 : 1 }.run(Self.rules(100, [0.1]))
    #expect(monitor.hits == [TargetHit(iteration: 7, cost: 8)])
    #expect(monitor.hits[0].isHit && !monitor.hits[0].isSolved && !monitor.hits[0].held)
    #expect(monitor.conclusion.outcome == .budgetSpent)
  }

  @Test func targetCountsFromTheLookFromWhichOnItIsHeld() throws {
    let monitor = try Script { $0 >= 40 || $0 == 7 ? 0.01 : 1 }.run(Self.rules(100, [0.5, 0.1]))
    let expected = TargetHit(iteration: 7, cost: 8, heldIteration: 40, heldCost: 41)
    #expect(monitor.hits == [expected, expected])
    #expect(monitor.conclusion.outcome == .targetHit)
    let sentence = monitor.conclusion.evidence.sentence(
      of: .targetHit, iterations: 100, targets: [.fraction(0.5), .fraction(0.1)])
    #expect(sentence == "held target 0.1 from iteration 40 on")
  }

  /// Of the 40 looks from 61 on 2 may be beyond, and the last look itself.
  @Test(arguments: [([70, 100], 61), ([70, 71], 61), ([62, 63, 64], 65), ([61], 62)])
  func oneLookInTwentyMayBeBeyond(beyond: [Int], held: Int) throws {
    let script = Script { $0 > 60 && !beyond.contains($0) ? 0.01 : 1 }
    let monitor = try script.run(Self.rules(100, [0.1]))
    #expect(monitor.hits[0].heldIteration == Int32(held))
  }

  @Test func smallestTargetMustBeHeld() throws {
    let script = Script { $0 < 50 ? 1 : $0 % 2 == 0 ? 0.05 : 1e-7 }
    let monitor = try script.run(Self.rules(100, [0.1, 1e-6]))
    #expect(monitor.hits.map(\.isHit) == [true, true])
    #expect(monitor.hits.map(\.isSolved) == [true, false])
    #expect(monitor.conclusion.outcome == .budgetSpent)
  }

  /// The median of the last tenth of looks, here the last 10 of 101, must be within the target too.
  @Test func finalGapMustBeWithin() throws {
    let within = try Script { 95...100 ~= $0 ? 1 : 0.01 }.run(Self.rules(1000, [0.1]))
    #expect(within.hits[0].heldIteration == 0)
    let beyond = try Script { 95...100 ~= $0 ? 1 : 0.01 }.run(Self.rules(100, [0.1]))
    #expect(beyond.hits == [TargetHit(iteration: 0, cost: 1)])
  }

  @Test func divergedTrialHoldsNothing() throws {
    let notFinite = try Script { $0 < 100 ? 0.01 : .nan }.run(Self.rules(100, [0.1]))
    #expect(notFinite.hits == [TargetHit(iteration: 0, cost: 1)])
    #expect(notFinite.conclusion.outcome == .diverged)
  }

  @Test func gradientTargetIsHeldByTheGradientNorm() throws {
    let script = Script(
      gradientNorm: { k in k == 3 || k > 50 ? 0.001 : 1 }, objective: { _ in 1 })
    let monitor = try script.run(
      Self.rules(100, [-.infinity, -.infinity], gradient: [0.01, 1e-4]))
    #expect(
      monitor.hits == [
        TargetHit(iteration: 3, cost: 4, heldIteration: 51, heldCost: 52), .missed,
      ])
  }

  /// A trial that may end at its targets does not end at a passage.
  @Test func trialEndsAtItsTargetsOnceItHoldsThem() throws {
    let script = Script { $0 == 7 || $0 >= 40 ? 0.01 : 1 }
    let monitor = try script.run(Self.rules(500, [0.1], stops: true))
    #expect(monitor.stop == .targets)
    // Twenty looks in a row.
    #expect(monitor.iteration == 59)
    #expect(monitor.hits[0].heldIteration == 40)
    // Of 221 looks the last tenth is 22: so many decide the final gap.
    let late = try Script { $0 >= 200 ? 0.01 : 1 }.run(Self.rules(500, [0.1], stops: true))
    #expect((late.stop, late.iteration) == (.targets, 221))
  }

  /// Against the definition, look by look, on random series.
  @Test func heldLookIsThatOfTheDefinition() throws {
    var stream = RandomStream(RandomKey(seed: 11))
    var solved = 0
    for _ in 0..<300 {
      let limit = 1 + stream.integer(below: 60)
      let share = [0.03, 0.1, 0.5][stream.integer(below: 3)]
      let onset = stream.integer(below: limit + 1)
      let values = (0...limit).map { k in
        let isBeyond = stream.uniform(in: 0...1) < (k < onset ? 0.7 : share)
        return isBeyond ? 1 : 0.05
      }
      let monitor = try Script { values[Swift.min($0, limit)] }.run(Self.rules(limit, [0.1]))
      let last = values.suffix(Swift.max(1, values.count / 10)).sorted()
      let median = (last[(last.count - 1) / 2] + last[last.count / 2]) / 2
      let expected = values.indices.first { look in
        let rest = values[look...]
        return median <= 0.1 && values[look] <= 0.1
          && 20 * rest.count { $0 <= 0.1 } >= 19 * rest.count
      }
      #expect(monitor.hits[0].heldIteration == Int32(expected ?? -1), "\(values)")
      solved += expected == nil ? 0 : 1
    }
    // Both answers occur.
    #expect(50...250 ~= solved)
  }
}
