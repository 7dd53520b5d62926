import Foundation
import GradCore
import GradResults
import GradTestSupport

/// Two cells and three trials: one hit its targets, one diverged, one did not finish.
enum SmallRun {
  static let cells = [
    Cell(
      problem: "logistic-regression:l2=0.01", instance: 1, dimension: 3, optimizer: "adam",
      hyperparameters: "beta1=0.9;beta2=0.999", learningRate: 0.1, schedule: "constant",
      batchSize: "16", backend: "analytic", minimum: 0.25, scale: 1, knownPoints: ["(1, 2, 3)"],
      batch: BatchPlan(sampleCount: 40, batchSize: 16, sampling: .reshuffle)),
    Cell(
      problem: "mystery", instance: 2, dimension: 1, optimizer: "gradient-descent",
      hyperparameters: "weightDecay=0", learningRate: 0.5,
      schedule: "step:every=100,factor=0.5", batchSize: "", backend: "dual",
      edge: StabilityEdge(rate: 0.38, formula: "2/L", isLocal: false)),
  ]

  static let results: Run = {
    var hit = TrialRecord(outcome: .targetHit)
    hit.findings = FindingSet([FindingSet(.plateau), FindingSet(.saddle)])
    hit.pointKind = .minimum
    hit.reached = 0
    hit.iterations = 7
    hit.objectiveEvaluations = 1
    hit.gradientEvaluations = 8
    hit.hessianEvaluations = 2
    hit.monitorEvaluations = 5
    hit.cost = 9
    hit.dataPasses = 2.4
    hit.initialObjective = 1.25
    hit.finalObjective = 0.375
    hit.bestObjective = 0.3125
    hit.gap = 0.125
    hit.floor = 0.1875
    hit.initialGradientNorm = 4
    hit.finalGradientNorm = 0.5
    hit.smallestGradientNorm = 0.25
    hit.largestGradientNorm = 8
    hit.evidence = .targetHit(target: 1, iteration: 7)
    var diverged = TrialRecord(outcome: .diverged)
    diverged.iterations = 24
    diverged.cost = 25
    diverged.initialObjective = 2
    diverged.largestGradientNorm = .infinity
    diverged.evidence = .notFinite(.objective, iteration: 24)
    var run = Run(
      suite: RunSuite(
        name: "small", description: "Does it write?", file: "small.json",
        text: "{ // a \"suite\"\n}"), cells: cells,
      trials: [
        TrialIdentity(id: 0xab, cell: 0, seed: 3), TrialIdentity(id: 0xcd, cell: 1, seed: nil),
        TrialIdentity(id: 0xef, cell: 1, seed: 2),
      ],
      targets: [.fraction(0.1), .gap(1e-8)], records: [hit, diverged, nil],
      hits: [
        // Batches of 16 of 40: held from iteration 6 on, and a passage.
        TargetHit(iteration: 4, cost: 5, heldIteration: 6, heldCost: 7),
        TargetHit(iteration: 7, cost: 9),
        .undefined, .undefined, .undefined, .undefined,
      ], leftOut: [LeftOut(problem: "bowl", with: "backend analytic", reason: "no code")])
    run.information = information
    return run
  }()

  static let information = RunInformation(
    toolVersion: "0.1.0", options: [.init(name: "jobs", value: "2")],
    gates: [.init(metric: "costToTarget", tolerance: 0.05)],
    start: Date(timeIntervalSince1970: 0), end: Date(timeIntervalSince1970: 1), wallSeconds: 1,
    cpuSeconds: 2)
}
