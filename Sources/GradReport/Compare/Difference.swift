public import GradResults

/// One metric of one cell that is not the same in two runs.
public struct Difference: Sendable {
  public var change: Change
  public var metric: Metric
  /// The cell in the later run; of what is gone, in the baseline. Of a best learning rate or of a
  /// timing the cell stands for its family.
  public var cell: CellDescription
  /// nil for metrics that have none.
  public var target: String?
  /// As tables show them; a miss is `–`.
  public var before: String
  public var after: String
  /// The same as numbers, where they are: `inf` is a miss.
  public var values: (before: Double, after: Double)?
  /// after ÷ before where both are positive and finite.
  public var ratio: Double?
  /// What a reader should know besides, a short phrase; empty: nothing.
  public var note = ""
  /// How bad it is, for sorting: a lost answer before a slower one, more before less.
  var severity: Double

  init(
    _ change: Change, _ metric: Metric, _ cell: CellDescription, target: String? = nil,
    before: String, after: String, values: (before: Double, after: Double)? = nil,
    ratio: Double? = nil, severity: Double, note: String = ""
  ) {
    self.change = change
    self.metric = metric
    self.cell = cell
    self.target = target
    self.before = before
    self.after = after
    self.values = values
    self.ratio = ratio
    self.severity = severity
    self.note = note
  }
}
