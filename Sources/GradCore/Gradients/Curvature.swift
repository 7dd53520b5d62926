/// Writes H v, the Hessian of the full objective at x times a vector.
public typealias HessianProductFunction = (
  _ x: Span<Double>, _ v: Span<Double>, _ product: inout MutableSpan<Double>
) -> Void

/// The second derivatives of a problem, for methods that ask for them.
public struct Curvature: Sendable {
  public let hessian: HessianFunction?
  /// Makes an evaluator of products; one a worker.
  public let product: (@Sendable () -> HessianProductFunction)?

  public init(
    hessian: HessianFunction? = nil, product: (@Sendable () -> HessianProductFunction)? = nil
  ) {
    self.hessian = hessian
    self.product = product
  }

  /// Whether all is there that a method needs.
  public func meets(_ needs: CurvatureNeeds) -> Bool {
    (hessian != nil || !needs.contains(.hessian))
      && (product != nil || !needs.contains(.products))
  }
}

/// Which second derivatives a method asks for.
public struct CurvatureNeeds: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let hessian = CurvatureNeeds(rawValue: 1)
  /// Products of the Hessian with vectors.
  public static let products = CurvatureNeeds(rawValue: 2)

  /// `Hessians and Hessian-vector products`.
  public var text: String {
    [contains(.hessian) ? "Hessians" : nil, contains(.products) ? "Hessian-vector products" : nil]
      .compactMap(\.self).joined(separator: " and ")
  }
}
