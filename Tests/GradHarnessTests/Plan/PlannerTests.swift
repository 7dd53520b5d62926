import GradCore
import GradResults
import GradText
import Testing

@testable import GradHarness

@Suite struct PlannerTests {
  @Test func cellsComeInTheOrderOfTheRules() throws {
    // Keys stand in another order than that of the crossing.
    let plan = try planned(
      """
      {"name": "t", "sweeps": [{
        "seeds": 2, "starts": {"around": 1}, "backends": ["dual", "analytic"],
        "schedules": ["inverse-time", "constant"], "learningRates": [0.2, 0.1],
        "optimizers": [{"id": "descent", "momentum": [0.9, 0], "beta": [0.3, 0.1]}],
        "instances": [2, 1],
        "problems": [{"id": "bowl", "dimension": [3, 2], "conditionNumber": [9, 5]}]
      }]}
      """)
    var expected: [String] = []
    for kappa in ["9", "5"] {
      for dimension in [3, 2] {
        for instance in [2, 1] {
          for beta in ["0.3", "0.1"] {
            for momentum in ["0.9", "0"] {
              for rate in ["0.2", "0.1"] {
                for schedule in ["inverse-time", "constant"] {
                  for backend in ["dual", "analytic"] {
                    for seed in [1, 2] {
                      expected.append(
                        "bowl:conditionNumber=\(kappa) \(dimension) \(instance) "
                          + "beta=\(beta);momentum=\(momentum);weightDecay=0 \(rate) \(schedule) "
                          + "\(backend) \(seed)")
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    #expect(plan.trials.map { row(plan, $0) } == expected)
  }

  private func row(_ plan: Plan, _ trial: TrialIdentity) -> String {
    let cell = CellIdentity(plan.cells[Int(trial.cell)].described)
    return "\(cell.problem) \(cell.dimension) \(cell.instance) \(cell.hyperparameters) "
      + "\(shortestText(cell.learningRate ?? -1)) \(cell.schedule) \(cell.backend) "
      + "\(trial.seed ?? -1)"
  }

  @Test func trialsOfCellsAreNeighboursAndPointBack() throws {
    let plan = try planned(
      suite(
        problems: #"["bowl", "mean"]"#, #""batchSizes": [1, 2, "full"], "seeds": 3"#))
    for (index, cell) in plan.cells.enumerated() {
      #expect(plan.trials[cell.trials].allSatisfy { $0.cell == Int32(index) })
    }
    #expect(plan.cells.map(\.trials.count) == [1, 3, 3, 1])
    #expect(plan.cells.map(\.trials.lowerBound) == [0, 1, 4, 7])
    #expect(plan.trials.count == 8)
  }

  @Test func equalTrialsRunOnceAndAreCounted() throws {
    let plan = try planned(
      suite(
        problems: #"["mean"]"#,
        #""learningRates": ["default", 1e-3, 0.1], "batchSizes": [2, 10, 99, "full"], "seeds": 2"#))
    // Two rates by batches of 2 with two seeds, and full with one trial.
    #expect(plan.trials.count == 2 * (2 + 1))
    #expect(plan.droppedDuplicates == 3 * (2 + 3) - 6)
    #expect(Set(plan.trials.map(\.id)).count == plan.trials.count)
  }

  @Test func laterSweepsAddSeedsToTheSameCell() throws {
    let sweep = #""problems": "mean", "optimizers": "descent", "batchSizes": [2, 3]"#
    let plan = try planned(
      #"{"name": "t", "sweeps": [{\#(sweep), "seeds": [1, 2]}, {\#(sweep), "seeds": [2, 7]}]}"#)
    #expect(plan.cells.count == 2)
    #expect(plan.trials.map(\.seed) == [1, 2, 7, 1, 2, 7])
    #expect(plan.trials.map(\.cell) == [0, 0, 0, 1, 1, 1])
    #expect(plan.cells.map(\.trials) == [0..<3, 3..<6])
    #expect(plan.droppedDuplicates == 2)
  }

  @Test func deterministicProblemsIgnoreBatchSizes() throws {
    let plan = try planned(suite(#""batchSizes": [1, 32, "full"], "seeds": 4"#))
    #expect(plan.trials.map(\.seed) == [nil])
    #expect(plan.cells[0].batch == nil)
    #expect(plan.cells[0].described.batchSize == .deterministic)
    #expect(plan.cells[0].described.batch == nil)
  }

  @Test func fullBatchesAreNoisyToNobody() throws {
    let plan = try planned(
      suite(
        problems: #""mean""#, #""batchSizes": [3, "full"], "seeds": 2, "sampling": "replacement""#))
    #expect(plan.cells.map(\.described.batchSize) == [.examples(3), .full])
    #expect(plan.cells.map(\.batch?.sampling) == [.replacement, nil])
    #expect(plan.cells.map(\.described.batch?.batchSize) == [3, 10])
    #expect(plan.trials.map(\.seed) == [1, 2, nil])
  }

  @Test func seedsMatterToRandomStartsAndBatchesOnly() throws {
    let expectations: [(String, String, Int)] = [
      ("bowl", #""seeds": 5"#, 1), ("bowl", #""seeds": 5, "starts": {"around": 0.1}"#, 5),
      ("bowl", #""seeds": 5, "starts": "box""#, 5), ("bowl", #""seeds": 5, "starts": [[1, 2]]"#, 1),
      ("bowl", #""starts": [[1, 2], [3, 4]]"#, 2), ("mean", #""seeds": 5"#, 1),
      ("mean", #""seeds": 5, "batchSizes": 1"#, 5),
      ("mean", #""seeds": 5, "batchSizes": 1, "sampling": "sequential""#, 1),
    ]
    for (problem, sweep, count) in expectations {
      let plan = try planned(suite(problems: "\"\(problem)\"", sweep))
      #expect(plan.trials.count == count, "\(problem) \(sweep)")
      #expect((plan.trials[0].seed == nil) == (count == 1), "\(problem) \(sweep)")
    }
  }

  // MARK: Learning rates and hyperparameters

  @Test func rateOfTheOptimizerOverridesTheSweeps() throws {
    let plan = try planned(
      suite(
        optimizers: #"[{"id": "descent", "learningRate": [0.5, "default"]}, "descent", "search"]"#,
        #""learningRates": [0.1]"#))
    #expect(plan.cells.map(\.described.learningRate) == [0.5, 1e-3, 0.1, nil])
    #expect(plan.cells.map(\.rate) == [0.5, 1e-3, 0.1, 1])
    #expect(plan.cells.map(\.described.isDefaultRate) == [false, true, false, false])
    #expect(plan.cells[0].values.number("learningRate") == 0.5)
  }

  @Test func relativeRatesAreDividedByL() throws {
    let plan = try planned(
      suite(
        problems: #"{"id": "bowl", "conditionNumber": [4, 8]}"#,
        #""learningRates": [{"from": 0.5, "to": 2, "factor": 2, "relativeTo": "1/L"}, "#
          + #"{"values": [1.98], "relativeTo": "1/L"}]"#))
    #expect(
      plan.cells.map(\.rate) == [0.125, 0.25, 0.5, 1.98 / 4, 0.0625, 0.125, 0.25, 1.98 / 8])
  }

  @Test func clippingIsForAllMethodsAndShownWhereItIsOn() throws {
    let plan = try planned(
      suite(
        optimizers: #"[{"id": "search", "clipNorm": [0, 1]}, {"id": "descent", "clipValue": 2}]"#))
    #expect(
      plan.cells.map(\.described.setting.hyperparameters) == [
        "memory=10", "clipNorm=1;memory=10", "beta=0.5;clipValue=2;momentum=0;weightDecay=0",
      ])
    #expect(plan.cells[2].values.number("clipValue") == 2)
  }

  // MARK: What is left out

  @Test func backendsThatCannotServeAreLeftOutWithTheirReason() throws {
    let plan = try planned(
      suite(problems: #"["bowl", "valley"]"#, #""backends": ["analytic", "dual"]"#))
    #expect(
      plan.cells.map { "\($0.described.problem.label) \($0.described.backend.text)" } == [
        "bowl analytic", "bowl dual", "valley dual",
      ])
    #expect(
      plan.leftOut == [
        LeftOut(
          problem: "valley (dimension 2)", with: "backend analytic",
          reason: "valley gives no gradient by hand")
      ])
    #expect(plan.gradients.count == 3)
  }

  @Test func backendsAreCrossedByTheirParameters() throws {
    let plan = try planned(
      suite(
        #""backends": ["dual", {"id": "central-difference", "step": [1e-3, 1e-7]}]"#))
    #expect(
      plan.cells.map(\.described.backend.text) == [
        "dual", "central-difference:step=0.001", "central-difference:step=1e-07",
      ])
    #expect(plan.gradients.count == 3)
    #expect(Set(plan.trials.map(\.id)).count == 3)
    // A default that is written out is the backend alone: one trial, with one id.
    let twice = try planned(
      suite(#""backends": ["central-difference", {"id": "central-difference"}]"#))
    #expect(twice.trials.count == 1)
    #expect(twice.droppedDuplicates == 1)
    #expect(
      planMistakes(suite(#""backends": {"id": "central-difference", "step": 0, "width": 2}"#)).count
        == 2)
  }

  @Test func defaultBackendIsTheFirstThatServes() throws {
    let plan = try planned(suite(problems: #"["bowl", "valley"]"#))
    #expect(plan.cells.map(\.described.backend.text) == ["analytic", "dual"])
    #expect(plan.leftOut.isEmpty)
  }

  @Test func backendsArePreparedOncePerProblem() throws {
    let plan = try planned(
      suite(optimizers: #"["descent", "search"]"#, #""learningRates": [0.1, 0.2, 0.3]"#))
    #expect(plan.problems.count == 1)
    #expect(plan.gradients.count == 1)
    #expect(plan.cells.count == 4)
  }

  @Test func whatCannotBeCrossedIsLeftOutAndWhatIsNamedAloneIsAMistake() throws {
    let plan = try planned(
      suite(
        problems: #"["bowl", "valley", {"id": "mean", "sampleCount": [12, 13]}]"#,
        #""instances": 2"#))
    #expect(
      plan.problems.map { "\($0.label) \($0.instance)" } == [
        "bowl 1", "bowl 2", "valley 1", "mean:sampleCount=12 1", "mean:sampleCount=12 2",
      ])
    #expect(
      plan.leftOut.map { "\($0.problem) with \($0.with): \($0.reason)" } == [
        "valley with instance 2: it has only one",
        "mean:sampleCount=13 with its parameters: 13 examples bring bad luck",
      ])
    #expect(
      planMistakes(suite(problems: #"{"id": "mean", "sampleCount": 13}"#)) == [
        "t.json:1:39: sweeps[0].problems: mean: 13 examples bring bad luck."
      ])
    #expect(
      planMistakes(suite(problems: #"{"id": "valley", "instances": [1, 5]}"#)) == [
        "t.json:1:39: sweeps[0].problems: valley has no instance 5: it has only one."
      ])
  }

  @Test func targetsThatNeedAMinimumAreLeftOutWhereThereIsNone() throws {
    let plan = try planned(
      suite(problems: #""slope""#, rest: #""targets": [0.1, {"gap": 1}, {"objective": -9}]"#))
    #expect(plan.cells.count == 1)
    #expect(
      plan.leftOut == [
        LeftOut(
          problem: "slope (dimension 1)", with: "targets 0.1 … gap=1",
          reason: "f falls without bound")
      ])
  }

  @Test func startsThatAProblemCannotHaveAreLeftOut() throws {
    let box = try planned(suite(problems: #"["bowl", "valley"]"#, #""starts": "box""#))
    #expect(box.cells.map(\.described.problem.label) == ["bowl"])
    #expect(box.leftOut.map(\.reason) == ["no box is known of it"])
    let points = try planned(suite(problems: #"["bowl", "mean"]"#, #""starts": [[1, 2]]"#))
    #expect(points.leftOut.map(\.reason) == ["it has 1 variables, the point 2"])
  }

  @Test func sweepThatKeepsNothingIsAMistake() {
    let mistakes = planMistakes(suite(problems: #""valley""#, #""backends": "analytic""#))
    #expect(
      mistakes == [
        "t.json:1:26: sweeps[0] keeps nothing: all its pairs were left out (valley (dimension 2) "
          + "with backend analytic: valley gives no gradient by hand)."
      ])
  }

  @Test func mistakesOfThePlanStandBesideThoseOfTheText() {
    let mistakes = planMistakes(
      suite(
        problems: #"["bowl", "valley"]"#,
        #""learningRates": {"from": 1, "to": 2, "factor": 2, "relativeTo": "1/L"}"#,
        rest: #""targets": [1e-1, 1e-15], "trace": 7"#))
    #expect(
      mistakes.map { $0.prefix(60) } == [
        "t.json:1:103: sweeps[0].learningRates.relativeTo needs the c",
        "t.json:1:179: targets[1] is too small for valley (dimension ",
        "t.json:1:196: trace must be an object, but is 7.",
      ])
  }

  // MARK: Descriptions

  @Test func cellsCarryWhatIsKnownOfTheirProblem() throws {
    let plan = try planned(
      suite(problems: #"[{"id": "bowl", "rotation": true}, "valley", "slope"]"#))
    let bowl = plan.cells[0].described
    #expect(bowl.problem.label == "bowl:rotation=true")
    #expect(bowl.problem.facts.scale == 10)
    #expect(bowl.problem.facts.minimum == 0)
    #expect(bowl.problem.facts.lipschitzConstant == 4)
    #expect(bowl.problem.facts.conditionNumber == 4)
    #expect(bowl.edge == StabilityEdge(rate: 0.5, formula: "2/L", isLocal: false))
    #expect(bowl.problem.facts.knownPoints == ["(0, 0)"])
    #expect(bowl.problem.facts.isConvex)
    let valley = plan.cells[1].described
    #expect(valley.edge == StabilityEdge(rate: 0.25, formula: "2/L", isLocal: true))
    #expect(valley.problem.facts.scale == 9)
    #expect(
      valley.problem.facts.knownPoints == [
        "minimum 1 of 2 (0, 0)", "minimum 2 of 2 (1, 1)",
        "local minimum (0.5, 0.333333), f = 1000.01", "saddle (9, 9)",
      ])
    let slope = plan.cells[2].described
    let facts = slope.problem.facts
    #expect(facts.scale == nil && facts.minimum == nil && !facts.isAttained)
    #expect(slope.edge == nil && facts.conditionNumber == nil)
  }

  @Test func edgesAreNotClaimedWhereTheGradientIsChanged() throws {
    let plan = try planned(
      suite(
        optimizers: #"[{"id": "descent", "weightDecay": 0.1}, {"id": "descent", "clipNorm": 1}]"#))
    #expect(plan.cells.map { $0.described.edge == nil } == [true, true])
  }

  @Test(arguments: [
    ([1.0], "(1)"), ([1, 2, 3, 4], "(1, 2, 3, 4)"), ([1, 2, 3, 4, 5], "(1, 2, 3, …)"),
    ([1, 1, 1, 1, 1], "(1, …)"), ([-2.903534027771177, 1e-9], "(-2.90353, 1e-09)"),
    ([123456.789, 1e300], "(123457, 1e+300)"), ([0.1 + 0.2, -0.0], "(0.3, -0)"),
    ([999999.9, .leastNonzeroMagnitude], "(1000000, 5e-324)"),
  ])
  func pointsAreShownWithSixDigits(point: [Double], text: String) {
    #expect(Facts.text(of: point) == text)
  }
}
