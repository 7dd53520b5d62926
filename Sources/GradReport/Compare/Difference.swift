public import GradResults

/// One metric of one cell that is not the same in two runs.
public struct Difference: Sendable {
  public var change: Change
  public var metric: Metric
  /// The cell in the later run; of what is gone, in the baseline. Of a best learning rate or of a
  /// timing the cell stands for its family. nil of what holds for every cell, such as a target that
  /// one of the runs does not have.
  public var cell: Cell?
  /// nil for metrics that have none.
  public var target: String?
  /// As tables show them; a miss is `–`.
  public var before: String
  public var after: String
  /// The same as numbers, where they are: `inf` is a miss.
  public var values: (before: Double, after: Double)?
  /// What a reader should know besides, a short phrase; empty: nothing.
  public var note: String

  /// after ÷ before where both are positive and finite.
  public var ratio: Double? {
    switch metric {
    case .outcome, .verdict, .successRate, .held: nil
    default: values.flatMap { Comparison.ratio($0.before, $0.after) }
    }
  }
}

/// A difference as it is kept: a comparison of large runs may hold a million of them.
struct CompactDifference {
  var change: Change
  var metric: Metric
  /// Index into ``Comparison/targets``; −1: none.
  var target: Int32 = -1
  /// Index into ``Comparison/cells``; −1: every cell.
  var cell: Int32
  var values: (before: Double, after: Double) = (.nan, .nan)
  /// Index into ``Comparison/texts``; −1: the values say everything.
  var text: Int32 = -1
  /// How bad it is, for sorting: a lost answer before a slower one, more before less.
  var severity: Float
  /// In the order of the files.
  var position: Int32 = 0

  /// Regressions first; equal ones are sorted by severity, then stay in the order of the files.
  var order: (Int, Float, Int32) {
    let rank =
      switch change {
      case .regression: 0
      case .gone: 1
      case .inconclusive: 2
      case .improvement: 3
      case .new: 4
      case .unchanged: 5
      }
    return (rank, -severity, position)
  }
}

/// What a difference says beyond its values.
struct DifferenceText: Hashable {
  var before: String?
  var after: String?
  var note = ""
}
