public import GradCore

/// Where the rows of `traces.csv` come from, trial by trial in plan order.
public protocol TraceSource {
  /// Coordinates a row with full traces, the largest of all trials; 0: no points.
  var dimension: Int { get }
  /// Fills `trace` with the rows of trial `index` of the plan; empty where it left none.
  func read(trial index: Int, into trace: inout Trace) throws(RunFolderError)
}
