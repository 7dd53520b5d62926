/// Why an objective has no symbolic form.
public enum SymbolicError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The expression graph, derivatives included, would need more than `limit` nodes.
  case tooManyNodes(limit: Int)
  /// The dimension asked for is negative, or more than the node limit.
  case dimensionOutOfRange(dimension: Int, limit: Int)
  /// The traced function mixed in a symbol of another graph, kept from an earlier trace.
  case foreignSymbol
  /// A product of more factors than its gradient may keep.
  case tooManyFactors(limit: Int)

  public var description: String {
    switch self {
    case .tooManyNodes(let limit):
      "the expression needs more than \(limit) nodes. Use another backend."
    case .dimensionOutOfRange(let dimension, let limit):
      "a symbolic function needs a dimension from 0 to \(limit), but it is \(dimension)."
    case .foreignSymbol:
      "the traced function used a symbol of another expression graph."
    case .tooManyFactors(let limit):
      "the gradient of a product of more than \(limit) factors is not kept. Use another backend."
    }
  }
}
