public import GradCore
import GradNumerics
import GradOptimizers

/// A trial whose objective and gradient norm are written down iteration by iteration, to bring the
/// rules of the monitor to the case that a test is about.
///
/// Gradient descent on a gradient of −1 walks with the point (k · rate, trial); the monitor judges
/// the scripted numbers there, whose gradient points along the first axis.
public struct Script: Sendable {
  public var objective: @Sendable (_ iteration: Int) -> Double
  public var gradientNorm: @Sendable (_ iteration: Int) -> Double
  /// How far a step walks.
  public var stride: Double
  public var origin: Double

  public init(
    stride: Double = 1, origin: Double = 0,
    gradientNorm: @escaping @Sendable (Int) -> Double = { _ in 1 },
    objective: @escaping @Sendable (Int) -> Double
  ) {
    self.objective = objective
    self.gradientNorm = gradientNorm
    self.stride = stride
    self.origin = origin
  }

  /// Runs one script on plain numbers.
  public func run(_ rules: TrialRules) throws -> TrialMonitor {
    guard let monitor = Script.run([self], rules, on: Double.self).first else {
      throw MissingTrial()
    }
    return monitor
  }

  /// Runs scripts as one pack; monitors come in the order in which trials ended. A trial's number is
  /// its script's place among `scripts`.
  ///
  /// - Parameter chosen: The places of the scripts that run, in the order of the queue; nil: all.
  public static func run<S: PackScalar>(
    _ scripts: [Script], _ rules: TrialRules, on _: S.Type, chosen: [Int]? = nil
  ) -> [TrialMonitor] {
    let walk = Oracle<S>(
      value: { _ in 0 },
      gradient: { _, g in
        g[0] = -1
        g[1] = 0
        return 0
      })
    let judge = Oracle<S>(
      value: { _ in 0 },
      gradient: { x, g in
        var f: S = 0
        for lane in 0..<S.laneCount {
          let (position, trial) = (x[0][lane: lane], x[1][lane: lane])
          // Idle lanes are at 0, and what walked too far is only asked for its place.
          let script = scripts[Swift.min(Int(trial), scripts.count - 1)]
          let k = Int(exactly: ((position - script.origin) / script.stride).rounded()) ?? 0
          f[lane: lane] = script.objective(k)
          g[0][lane: lane] = script.gradientNorm(k)
        }
        g[1] = 0
        return f
      })
    var ended: [TrialMonitor] = []
    let optimizer = OptimizerDescription(GradientDescent.self)
    let starts = (chosen ?? Array(scripts.indices)).map { index in
      let stride = scripts[index].stride
      return TrialStart(
        trial: index, point: [scripts[index].origin, Double(index)], rate: stride,
        values: ParameterValues(
          optimizer.allParameters, given: ["learningRate": .number(stride)]))
    }
    let work = PackWork<S>(
      dimension: 2, oracle: walk, judge: judge, rules: rules, schedule: .constant,
      stopFlag: StopFlag(), starts: starts
    ) { ended.append($0) }
    S.execute(optimizer, work)
    return ended
  }
}
