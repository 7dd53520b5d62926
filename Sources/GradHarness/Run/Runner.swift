import Dispatch
import Foundation
public import GradCore
import GradNumerics
public import GradResults
import Synchronization

/// Runs every trial of a plan on all cores.
///
/// Workers take packs, longest first, from an atomic counter; a finished trial leaves a record of
/// fixed size and hands its trace on. Nothing that a trial computes depends on the worker, the pack
/// or the lane it runs in.
public struct Runner: Sendable {
  /// How to run; none of it changes a result.
  public struct Options: Sendable {
    /// Workers.
    public var jobs: Int
    /// Whether trials share vectors.
    public var usesLanes: Bool
    public var trace: TraceKind
    public init(jobs: Int, usesLanes: Bool = true, trace: TraceKind = .sampled) {
      self.jobs = jobs
      self.usesLanes = usesLanes
      self.trace = trace
    }
  }

  /// Which looks of a trial are recorded.
  public enum TraceKind: String, Sendable, CaseIterable { case none, sampled, full }

  /// How far a run is.
  public struct Progress: Sendable {
    public var finished = 0
    public var diverged = 0
  }

  public let plan: Plan
  public let backends: BackendCatalog
  public let options: Options
  public let stopFlag: StopFlag

  public init(plan: Plan, backends: BackendCatalog, options: Options, stopFlag: StopFlag) {
    self.plan = plan
    self.backends = backends
    self.options = options
    self.stopFlag = stopFlag
  }

  /// Runs the plan.
  ///
  /// - Parameters:
  ///   - onTrace: Called once a finished trial that was traced, from any worker.
  ///   - onProgress: Called after some dozens of trials, from any worker.
  /// - Returns: All records in plan order; those of trials that were not finished are nil.
  public func run(
    onTrace: @escaping @Sendable (_ trial: Int, Trace) -> Void = { _, _ in },
    onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) -> Run {
    let packs = plan.packs(
      width: options.usesLanes ? Lanes.laneCount : 1, jobs: options.jobs)
    let context = RunContext(self)
    let ledger = Ledger(trials: plan.trials.count, targets: plan.suite.targets.count)
    let next = Atomic<Int>(0)
    let workers = max(1, min(options.jobs, packs.count))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < packs.count, !stopFlag.isInterrupted else { return }
        context.run(packs[index], onTrace: onTrace) { onProgress(ledger.enter($0)) }
      }
    }
    let (records, hits) = ledger.contents
    return plan.run(records: records, hits: hits)
  }
}

/// What a finished trial leaves.
struct FinishedTrial: Sendable {
  var trial: Int
  var record: TrialRecord
  var hits: [TargetHit]
}

/// The records of a run, filled by all workers.
private final class Ledger: Sendable {
  private struct State {
    var records: [TrialRecord?]
    var hits: [TargetHit]
    var progress = Runner.Progress()
  }

  private let state: Mutex<State>

  init(trials: Int, targets: Int) {
    state = Mutex(
      State(
        records: Array(repeating: nil, count: trials),
        hits: Array(repeating: .missed, count: trials * targets)))
  }

  func enter(_ finished: [FinishedTrial]) -> Runner.Progress {
    state.withLock { state in
      for one in finished {
        state.records[one.trial] = one.record
        for (target, hit) in one.hits.enumerated() {
          state.hits[one.trial * one.hits.count + target] = hit
        }
        state.progress.finished += 1
        if one.record.outcome == .diverged { state.progress.diverged += 1 }
      }
      return state.progress
    }
  }

  var contents: ([TrialRecord?], [TargetHit]) { state.withLock { ($0.records, $0.hits) } }
}
