import GradCore
import GradResults

/// Runs at the edge of what a report can be made of.
enum DegenerateRun: CaseIterable {
  case noTrials, oneTrial, nothingHit, unknownMinimum, noRates, oneOptimizer, interrupted, noTargets
  case hostileNames

  var run: Run {
    var run = SyntheticRun()
    switch self {
    case .noTrials: break
    case .oneTrial:
      run.addQuadratic(
        condition: 10, problem: "sphere", optimizer: "gradient-descent", momentum: 0, rates: [0.5],
        seeds: 1)
    case .nothingHit:
      run.budget = 20
      run.addQuadratic(
        condition: 1e6, problem: "quadratic:conditionNumber=1000000", optimizer: "gradient-descent",
        momentum: 0, rates: [1e-4, 1e-3, 2.5], seeds: 3)
    case .unknownMinimum:
      run.budget = 100
      run.addQuadratic(
        condition: 10, problem: "mystery", optimizer: "gradient-descent", momentum: 0,
        rates: [0.1, 0.2], seeds: 2, isKnown: false)
    case .noRates:
      run.addQuadratic(
        condition: 10, problem: "sphere", optimizer: "newton", momentum: 0, rates: [1], seeds: 1)
      run.cells[0].learningRate = nil
      run.cells[0].edge = nil
    case .oneOptimizer:
      run.addQuadratic(
        condition: 10, problem: "quadratic:conditionNumber=10", optimizer: "gradient-descent",
        momentum: 0, rates: SyntheticRun.rates, seeds: 1)
    case .interrupted:
      run.addQuadratic(
        condition: 10, problem: "sphere", optimizer: "gradient-descent", momentum: 0,
        rates: [0.5, 1], seeds: 2)
      run.records[1]?.outcome = .cancelled
      run.records[2] = nil
      run.records[3] = nil
    case .noTargets:
      run.targets = []
      run.budget = 5
      run.addQuadratic(
        condition: 10, problem: "sphere", optimizer: "gradient-descent", momentum: 0, rates: [0.5],
        seeds: 2)
    case .hostileNames:
      run.addQuadratic(
        condition: 10, problem: "a|b*c_<script>`", optimizer: "gradient-descent", momentum: 0,
        rates: [0.5, 2.5], seeds: 1)
      run.leftOut = [LeftOut(problem: "x|y", with: "a\nb", reason: "[link](http://example.com)")]
    }
    return run.run
  }
}
