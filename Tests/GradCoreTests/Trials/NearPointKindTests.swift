import Foundation
import GradCore
import GradNumerics
import Testing

/// Newton's step tells a stationary point nearby from ground that is merely flat.
@Suite struct NearPointKindTests {
  /// x² − y² + y⁴/4 + x³: a saddle at 0.
  static let saddle: HessianFunction = { Matrix.diagonal([2 + 6 * $0[0], 3 * $0[1] * $0[1] - 2]) }

  /// 1 − exp(−r²/2), flat far out.
  static func wellGradient(_ x: [Double]) -> [Double] {
    x.map { $0 * exp(-(x[0] * x[0] + x[1] * x[1]) / 2) }
  }
  static let well: HessianFunction = { x in
    let slope = exp(-(x[0] * x[0] + x[1] * x[1]) / 2)
    var matrix = Matrix(rows: 2, columns: 2)
    for i in 0..<2 {
      for j in 0..<2 { matrix[i, j] = slope * ((i == j ? 1 : 0) - x[i] * x[j]) }
    }
    return matrix
  }

  @Test(arguments: [0.05, 1e-3, 1e-6, 0])
  func saddleIsSeenFromNearby(distance: Double) {
    let (x, y) = (distance, -distance)
    let kind = PointKind(
      near: [x, y], gradient: [2 * x + 3 * x * x, y * y * y - 2 * y], hessian: Self.saddle)
    #expect(kind == .saddle)
  }

  @Test(arguments: [3, 4, 6, 8, 12, 20, 30])
  func flatFarFieldShowsNothing(distance: Double) {
    let point = [distance * 0.6, distance * 0.8]
    #expect(
      PointKind(near: point, gradient: Self.wellGradient(point), hessian: Self.well) == nil)
  }

  @Test(arguments: [3, 4, 6], [1e-1, 1e-3, 1e-5])
  func pointsWithoutCurvatureShowNothing(power: Int, distance: Double) {
    // x² − yᵖ from (distance³, distance): all but the y-axis is settled.
    let p = Double(power)
    let hessian: HessianFunction = {
      Matrix.diagonal([2, -p * (p - 1) * pow($0[1], p - 2)])
    }
    let (x, y) = (pow(distance, 3), distance)
    #expect(
      PointKind(near: [x, y], gradient: [2 * x, -p * pow(y, p - 1)], hessian: hessian) == nil)
  }

  /// 1 − exp(−x²/2) + y²/2: the step along y is the longer one, and leads to its bottom at once.
  @Test(arguments: [0.0, 2, 50])
  func bowlDoesNotExcuseFlatGround(height: Double) {
    let far = 6.5
    let hessian: HessianFunction = {
      Matrix.diagonal([(1 - $0[0] * $0[0]) * exp(-$0[0] * $0[0] / 2), 1])
    }
    let gradient = [far * exp(-far * far / 2), height]
    #expect(PointKind(near: [far, height], gradient: gradient, hessian: hessian) == nil)
  }

  @Test(arguments: [0.2, 0.01, 0])
  func bottomOfTheWellIsAMinimum(distance: Double) {
    let point = [distance, 0]
    #expect(
      PointKind(near: point, gradient: Self.wellGradient(point), hessian: Self.well) == .minimum)
  }

  @Test func singularAbsentAndBrokenHessiansShowNothing() {
    let hessians: [HessianFunction] = [
      { _ in nil }, { _ in Matrix(rows: 2, columns: 2) }, { _ in Matrix.diagonal([1, 0]) },
      { _ in Matrix.diagonal([1, .nan]) },
      { Matrix.diagonal([1, $0[0] == 1 ? -1 : .infinity]) },
    ]
    for hessian in hessians {
      #expect(PointKind(near: [1, 1], gradient: [1e-9, 1e-9], hessian: hessian) == nil)
    }
  }
}
