import GradFormula
import GradNumerics

extension FormulaProgram {
  /// The value at an array.
  func value<S: Scalar>(at x: [S]) -> S { value(at: x.span) }
}

extension FormulaGradient {
  /// Value and gradient at an array.
  func valueAndGradient<S: Scalar>(at x: [S]) -> (value: S, gradient: [S]) {
    let workspace = FormulaWorkspace<S>(self)
    var gradient = [S](repeating: S(Double.nan), count: x.count)
    var view = gradient.mutableSpan
    let value = run(at: x.span, into: &view, workspace: workspace)
    return (value, gradient)
  }
}

/// The value of a formula at a point whose coordinates are its variables in order.
func value(
  of text: String, at point: [Double] = [], variables: [String]? = nil
) throws -> Double {
  let formula = try Formula(text)
  let program = try formula.program(
    variables: variables, dimension: variables == nil ? max(1, point.count) : nil)
  return program.value(at: point.isEmpty ? [0] : point)
}

/// The error of a formula, or nil where there is none.
func formulaError(
  _ text: String, variables: [String]? = nil, dimension: Int? = nil
) -> FormulaError? {
  do throws(FormulaError) {
    _ = try Formula(text).program(variables: variables, dimension: dimension)
    return nil
  } catch {
    return error
  }
}
