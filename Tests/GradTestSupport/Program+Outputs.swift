public import GradNumerics
public import GradSymbolic

extension Program {
  /// All outputs at a point.
  public func outputs<S: LaneScalar>(at x: [S]) -> [S] {
    var workspace = ProgramWorkspace<S>(self)
    var result = [S](repeating: 0, count: outputCount)
    var span = result.mutableSpan
    run(x.span, into: &span, workspace: &workspace)
    return result
  }
}
