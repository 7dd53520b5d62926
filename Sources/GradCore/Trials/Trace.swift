/// What was recorded along one trial: rows in order of iteration and, for full traces, the points.
///
/// One value serves many trials: empty it with ``removeAll()`` and its memory is kept.
public struct Trace: Sendable, Equatable {
  public var rows: [TraceRow] = []
  /// `dimension` coordinates a row, row after row; empty where points are not recorded.
  public var points: [Double] = []
  /// Coordinates a row in ``points``; 0 where points are not recorded.
  public var dimension: Int = 0

  public init() {}

  public mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    points.removeAll(keepingCapacity: true)
    dimension = 0
  }
}
