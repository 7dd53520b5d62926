public import GradCore

/// All that a trial left, bit by bit, so that two runs can be compared and a difference names itself.
public struct TrialImage: Equatable, CustomStringConvertible {
  public var trial: Int
  public var stop: String
  public var hits: [TargetHit]
  public var findings: String
  public var bits: [String: [UInt64]]

  public init(_ monitor: TrialMonitor) {
    trial = monitor.trial
    stop = "\(String(describing: monitor.stop)) at \(monitor.iteration)"
    hits = monitor.hits
    let passage = monitor.passage.map { "\($0.from)...\($0.to)" } ?? "none"
    findings =
      "vanished \(monitor.vanished) in \(monitor.vanishingLooks), exploded \(monitor.exploded), "
      + "passage \(passage)"
    let numbers: [String: [Double]] = [
      "objectives": [
        monitor.initialObjective, monitor.objective, monitor.bestObjective,
        monitor.largestObjective,
      ],
      "norms": [
        monitor.initialGradientNorm, monitor.gradientNorm, monitor.smallestGradientNorm,
        monitor.largestGradientNorm,
      ],
      "windows": [
        monitor.earlierWindow.lowest, monitor.earlierWindow.highest, monitor.laterWindow.lowest,
        monitor.laterWindow.highest,
      ],
      "marks": (0..<4).map { monitor.bestAtMarks[$0] },
      "last": monitor.lastObjectives, "cosine": [monitor.meanCosine], "point": monitor.point,
      "gradient": monitor.gradient, "points": monitor.trace.points,
      "rows": monitor.trace.rows.flatMap {
        [
          Double($0.iteration), Double($0.cost), $0.objective, $0.gradientNorm, $0.stepNorm,
          $0.learningRate,
        ]
      },
    ]
    bits = numbers.mapValues { $0.map { $0.isNaN ? Double.nan.bitPattern : $0.bitPattern } }
  }

  /// The same without what was traced.
  public var untraced: TrialImage {
    var image = self
    image.bits["rows"] = nil
    image.bits["points"] = nil
    return image
  }

  public var description: String { "trial \(trial): \(stop); \(findings); hits \(hits)" }

  /// The names of what differs.
  public func differences(from other: TrialImage) -> [String] {
    var names: [String] = []
    if trial != other.trial || stop != other.stop { names.append("\(stop) against \(other.stop)") }
    if hits != other.hits { names.append("hits \(hits) against \(other.hits)") }
    if findings != other.findings { names.append("\(findings) against \(other.findings)") }
    return names + bits.keys.sorted().filter { bits[$0] != other.bits[$0] }
  }
}
