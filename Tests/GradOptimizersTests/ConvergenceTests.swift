import GradBackends
import GradCore
import GradNumerics
import GradOptimizers
import GradProblems
import GradTestSupport
import Testing

@Suite struct ConvergenceTests {
  /// A bowl of condition 4 to a gap of 1e-3 of the first, at the rate and in the iterations stated;
  /// then Rosenbrock's function, whose objective must fall below a fifth of the 24.2 at the start.
  @Test(arguments: [
    ("gradient-descent", 0.25, 30, 1e-3, 60), ("momentum", 0.1, 90, 5e-4, 60),
    ("nesterov", 0.1, 90, 5e-4, 60), ("adagrad", 0.5, 40, 0.3, 60), ("rmsprop", 0.02, 60, 0.02, 60),
    ("adam", 0.1, 60, 0.1, 60), ("adamw", 0.1, 60, 0.1, 60),
  ])
  func methodReachesTheBowlAndLowersRosenbrock(
    id: String, bowlRate: Double, bowlBudget: Int, rate: Double, budget: Int
  ) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    var bowl = TrialSetup(
      Bowl(curvatures: [1, 4]).instance(start: [1, -1]), optimizer, iterationLimit: bowlBudget)
    bowl.rules.objectiveTargets = [2.5e-3]
    bowl.rules.gradientTargets = [-1]
    #expect(try bowl.run(bowl.start(rate: bowlRate)).stop == .targets)

    let entry = try #require(ProblemCatalog.standard["rosenbrock"])
    let valley = TrialSetup(try entry.instance(), optimizer, iterationLimit: budget)
    let monitor = try valley.run(valley.start(rate: rate))
    #expect(monitor.initialObjective == 24.199999999999996)
    #expect(monitor.objective < 4.84, "\(monitor.objective)")
  }

  /// Trials of seventeen rates in lanes, with refills, leave the bits of each alone.
  @Test(arguments: OptimizerCatalog.standard.entries.map(\.id))
  func lanesHaveTheBitsOfPlainNumbers(id: String) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    let entry = try #require(ProblemCatalog.standard["rosenbrock"])
    let problem = try entry.instance()
    var setup = TrialSetup(
      problem, optimizer, schedule: .inverseTime(decay: 0.01), iterationLimit: 40)
    // A target makes trials end at different iterations; some diverge.
    setup.rules.objectiveTargets = [4.2]
    setup.rules.gradientTargets = [-1]
    setup.rules.hessian = BackendCatalog.standard.hessian(problem)
    let starts = (0..<17).map { index -> TrialStart in
      let settings: [String: ParameterValue] = [
        "clipNorm": .number(index % 3 == 0 ? 5 : 0), "clipValue": .number(index % 5 == 0 ? 40 : 0),
        "weightDecay": .number(index % 4 == 0 ? 0.01 : 0),
        "momentum": .number(index % 2 == 0 ? 0.9 : 0.3),
        "beta1": .number(index % 2 == 0 ? 0.9 : 0.5),
      ]
      return setup.start(
        index, at: [-1.2 + 0.1 * Double(index), 1], rate: 1e-4 * realPower(2, Double(index)),
        settings.filter { name, _ in optimizer.allParameters.contains { $0.name == name } })
    }
    var alone: [TrialImage] = []
    for start in starts { alone.append(TrialImage(try setup.run(start))) }
    #expect(Set(alone.map(\.stop)).count > 3)
    for count in 1...17 {
      // Every count in another order.
      var stream = RandomStream(RandomKey(seed: UInt64(count)))
      let order = stream.permutation(count: 17).prefix(count).map { Int($0) }
      let monitors = try setup.run(order.map { starts[$0] }, on: Lanes.self)
      #expect(monitors.map(\.trial).sorted() == order.sorted())
      for monitor in monitors {
        let differences = TrialImage(monitor).differences(from: alone[monitor.trial])
        #expect(differences == [], "trial \(monitor.trial) of \(count)")
      }
    }
    let once = try setup.run(starts, on: Lanes.self).map { TrialImage($0) }
    #expect(try setup.run(starts, on: Lanes.self).map { TrialImage($0) } == once)
  }

  /// A square that overflows is divided by and moves nothing, whether or not a neighbour's momentum
  /// makes the pack keep buffers.
  @Test func overflowingSquaresStayFiniteBesideMomentum() throws {
    let optimizer = try #require(OptimizerCatalog.standard["rmsprop"])
    let setup = TrialSetup(
      Bowl(curvatures: [1e155, 1]).instance(start: [10, 1]), optimizer, iterationLimit: 3)
    let plain = setup.start(0, rate: 0.01)
    let alone = TrialImage(try setup.run(plain))
    #expect(alone.stop.contains("budget"))
    let neighbour = setup.start(1, rate: 0.01, ["momentum": .number(0.5)])
    let monitors = try setup.run([plain, neighbour], on: Lanes.self)
    let found = try #require(monitors.first { $0.trial == 0 })
    #expect(TrialImage(found).differences(from: alone) == [])
  }

  @Test(arguments: OptimizerCatalog.standard.entries.map(\.id))
  func noisyTrialsHaveTheSameBitsInLanes(id: String) throws {
    let optimizer = try #require(OptimizerCatalog.standard[id])
    let entry = try #require(ProblemCatalog.standard["least-squares"])
    let problem = try entry.instance(
      given: ["dimension": .integer(3), "sampleCount": .integer(12)])
    var setup = TrialSetup(problem, optimizer, iterationLimit: 30)
    let plan = BatchPlan(sampleCount: 12, batchSize: 5, sampling: .reshuffle)
    setup.batches = BatchSequence(plan, key: RandomKey(seed: 3))
    setup.rules.batch = plan
    setup.rules.lookIterations = [0, 3, 7, 8, 15, 22, 30]
    setup.rules.stopsAtTarget = false
    let starts = (0..<11).map { setup.start($0, rate: 1e-3 * realPower(3, Double($0))) }
    var alone: [TrialImage] = []
    for start in starts { alone.append(TrialImage(try setup.run(start))) }
    let monitors = try setup.run(starts, on: Lanes.self)
    #expect(monitors.count == 11)
    for monitor in monitors {
      #expect(TrialImage(monitor).differences(from: alone[monitor.trial]) == [])
      #expect(monitor.counts.gradients == monitor.iteration)
      if monitor.stop == .budget {
        #expect(monitor.looks.map(\.iteration) == setup.rules.lookIterations)
        #expect(monitor.monitorEvaluations == 7)
        #expect(monitor.cost == 30)
      }
    }
  }
}
