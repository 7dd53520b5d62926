/// The examples of a finite sum that are all quadratics: what noise does to gradient descent on it is
/// known.
///
///     fᵢ(x) = ½ (x − x*)ᵀ Hᵢ (x − x*) + gᵢᵀ (x − x*) + cᵢ,   Hᵢ = aᵢ aᵢᵀ + r · I,   mean of gᵢ = 0
public struct ExampleQuadratics: Sendable {
  /// n, the length of x.
  public let dimension: Int
  /// aᵢ, row by row; empty where every Hᵢ is r · I.
  public let rows: [Double]
  /// r
  public let ridge: Double
  /// gᵢ, the gradients of the examples at the minimizer, row by row.
  public let gradients: [Double]

  public init(dimension: Int, rows: [Double] = [], ridge: Double = 0, gradients: [Double]) {
    precondition(
      dimension > 0 && gradients.count % dimension == 0
        && (rows.isEmpty || rows.count == gradients.count), "rows of \(dimension) numbers")
    self.dimension = dimension
    self.rows = rows
    self.ridge = ridge
    self.gradients = gradients
  }

  /// N
  public var sampleCount: Int { gradients.count / dimension }
}
