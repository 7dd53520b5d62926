/// Held: what counts of a target where looks are at noisy iterates.
///
/// A first passage there is luck: in one dimension every change of sign passes the minimizer, so that
/// a rate whose median final gap is 3e-3 "hits" 1e-6 in 19 of 20 trials. A target counts from the
/// first look on, itself within it, from which at least ``Thresholds/heldShare`` of the looks to the end
/// are within it, the final gap (the median of the last tenth of looks) among them. A trial that
/// diverged holds nothing.
extension TrialMonitor {
  /// Whether looks are at noisy iterates: batches smaller than the data.
  public var isNoisy: Bool { rules.batch != nil }

  /// Decides, at the end of a noisy trial, which targets count and from which look on.
  ///
  /// - Complexity: O(looks · targets) time.
  func settleTargets() {
    guard isNoisy, !looks.isEmpty else { return }
    switch stop {
    case nil, .notFinite, .tooFar, .grew: return
    default: break
    }
    let (finalObjective, finalNorm) = (finalObjective, Self.finalMedian(lookNorms))
    for index in hits.indices where hits[index].isHit {
      guard isWithin(index, finalObjective, finalNorm),
        let look = firstHeldLook(of: index)
      else { continue }
      hits[index] = TargetHit(
        iteration: hits[index].iteration, cost: hits[index].cost,
        heldIteration: Int32(clamping: looks[look].iteration), heldCost: looks[look].cost)
    }
  }

  /// f at the end of a noisy trial: the median of the last tenth of looks, so that one lucky look is not
  /// the answer; NaN without looks.
  public var finalObjective: Double { Self.finalMedian(looks.map(\.objective)) }

  private static func finalMedian(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let last = values.suffix(Swift.max(1, values.count / 10)).sorted()
    let middle = last.count / 2
    return last.count % 2 == 1 ? last[middle] : (last[middle - 1] + last[middle]) / 2
  }

  /// The first look within the target from which on enough of the looks to the end are within it.
  private func firstHeldLook(of target: Int) -> Int? {
    let share = rules.thresholds.heldShare
    var first: Int?
    var within = 0
    for look in looks.indices.reversed() {
      let norm = lookNorms.isEmpty ? Double.nan : lookNorms[look]
      guard isWithin(target, looks[look].objective, norm) else { continue }
      within += 1
      if Double(within) >= share * Double(looks.count - look) { first = look }
    }
    return first
  }

  /// A trial that may end at its targets does so once that cannot be luck: so many looks in a row are
  /// within all of them that a share of 95 % means something, and that the final gap is one of them.
  var isHoldingAllTargets: Bool {
    looksWithinAll >= Swift.max(Thresholds.heldLooks, looks.count / 10)
  }
}
