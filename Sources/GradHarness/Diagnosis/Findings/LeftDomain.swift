import GradCore

/// The end point lies outside the box that the literature searches.
extension Diagnosis {
  func leftBox(_ outcome: Outcome) -> Bool {
    guard let box = facts.box, outcome != .diverged else { return false }
    return zip(box, monitor.point).contains { range, x in
      let slack = thresholds.domainSlack * (range.upperBound - range.lowerBound)
      return x < range.lowerBound - slack || x > range.upperBound + slack
    }
  }
}
