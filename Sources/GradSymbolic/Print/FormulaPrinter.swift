import GradNumerics
import GradText

/// Prints nodes of an expression graph as formulas: `2*x + 3*y`, `2 - 2*z`, `-x/(1 + y^2)`.
///
/// Sums are sorted by first variable, then falling degree, then age, with a positive term in
/// front where there is one; products put variables and their powers first. Numbers have the
/// shortest digits that read back the same.
///
/// Shared subexpressions are written out at each place, which can take exponentially many
/// characters. Printing therefore stops at `lengthLimit` characters and at a nesting of
/// ``depthLimit``, and writes `…` for what is missing: time and memory are bounded by the limit.
public struct FormulaPrinter {
  /// The deepest nesting that is printed.
  public static let depthLimit = 60

  let graph: ExpressionGraph
  let names: [String]
  let lengthLimit: Int

  /// A printer for symbols of `graph`. Variables without a name in `names` are called x1, x2, ….
  public init(_ graph: ExpressionGraph, names: [String] = [], lengthLimit: Int = 2_000) {
    self.graph = graph
    self.names = names
    self.lengthLimit = Swift.max(1, lengthLimit)
  }

  /// The formula of a symbol, at most `lengthLimit` characters and the `…` that says it was cut.
  public func formula(for symbol: Symbol) -> String {
    guard let owner = symbol.graph else { return Self.text(of: symbol.operand.constant) }
    precondition(owner === graph, "the symbol belongs to another graph")
    var writer = FormulaWriter(self)
    writer.write(symbol.operand.node, minimum: .sum, depth: 0)
    return writer.result
  }

  /// A number as formulas write it: shortest digits, integers without a fraction; 1/0 for infinity
  /// and 0/0 for NaN.
  package static func text(of number: Double) -> String {
    if number.isNaN { return "0/0" }
    if number.isInfinite { return number > 0 ? "1/0" : "-1/0" }
    return shortestText(number)
  }

  func name(ofVariable index: Int32) -> String {
    Int(index) < names.count ? names[Int(index)] : "x\(index + 1)"
  }
}
