import Foundation
import GradCore
import GradNumerics
import Testing

@Suite struct PointKindTests {
  @Test(arguments: [
    ([1.0, 2], PointKind.minimum), ([-1, -2], .maximum), ([1, -2], .saddle), ([1, 0], .degenerate),
    ([-1, 0], .degenerate), ([0, 0], .degenerate), ([1, -1, 0], .saddle),
    // 10 n ε max|λ| is 4.4e-15 for n = 2.
    ([1, 5e-15], .minimum), ([1, 4e-15], .degenerate), ([1, -4e-15], .degenerate),
    ([1, -5e-15], .saddle),
    // The rule is relative: the same at every scale.
    ([1e200, -5e185], .saddle), ([1e200, -4e185], .degenerate), ([1e-200, 5e-215], .minimum),
  ])
  func signsOfTheEigenvaluesDecide(eigenvalues: [Double], kind: PointKind) {
    let zero = eigenvalues.map { _ in 0.0 }
    #expect(PointKind(eigenvalues: eigenvalues) == kind)
    #expect(
      PointKind(gradient: zero, point: zero, hessian: Matrix.diagonal(eigenvalues)) == kind)
  }

  @Test(arguments: [
    (0.9e-8, 0.0, 1.0, true), (1.1e-8, 0, 1, false), (0.9e-6, 100, 1, true),
    (1.1e-6, 100, 1, false), (0.9e-5, 0, 1000, true), (1.1e-5, 0, 1000, false),
  ])
  func stationaryIsMeasuredByCurvatureAndPlace(
    slope: Double, place: Double, curvature: Double, isStationary: Bool
  ) {
    let kind = PointKind(
      gradient: [slope, 0], point: [0, -place], hessian: .diagonal([curvature, curvature / 2]))
    #expect(kind == (isStationary ? .minimum : .notStationary))
  }

  /// (x − 1)² + 1e9 y² at 0, as it is and turned: a slope of 2 along an axis of curvature 2.
  @Test(arguments: [0.0, 0.3, 1.1, 2.5])
  func steepAxisDoesNotExcuseAFlatOne(angle: Double) {
    let (c, s) = (cos(angle), sin(angle))
    var hessian = Matrix(rows: 2, columns: 2)
    hessian[0, 0] = 2 * c * c + 2e9 * s * s
    hessian[1, 1] = 2 * s * s + 2e9 * c * c
    hessian[0, 1] = (2 - 2e9) * c * s
    hessian[1, 0] = hessian[0, 1]
    let slope = { (size: Double) in [size * c, size * s] }
    #expect(PointKind(gradient: slope(-2), point: [0, 0], hessian: hessian) == .notStationary)
    // 1e-8 · 2 · 1 along the flat axis is the limit.
    #expect(PointKind(gradient: slope(1e-9), point: [0, 0], hessian: hessian) == .minimum)
    #expect(PointKind(gradient: slope(3e-8), point: [0, 0], hessian: hessian) == .notStationary)
  }

  /// What rounding leaves of H x along an axis without curvature is no slope.
  @Test func slopeWithinRoundingOfAFlatAxisIsStationary() {
    // x² − 2xy + y² at (1e3, 1e3), turned by 45°: λ = 4 and 0; terms of 2e3 cancel to 1e-13.
    var hessian = Matrix(rows: 2, columns: 2)
    for i in 0..<2 { for j in 0..<2 { hessian[i, j] = i == j ? 2 : -2 } }
    let point = [1e3, 1e3]
    #expect(
      PointKind(gradient: [1e-13, 1e-13], point: point, hessian: hessian) == .degenerate)
    #expect(
      PointKind(gradient: [1e-10, 1e-10], point: point, hessian: hessian) == .notStationary)
  }

  @Test(arguments: [1e300, 1e-300])
  func kindIsTheSameAtEveryScale(scale: Double) {
    let hessian = Matrix.diagonal([2 * scale, -scale])
    #expect(
      PointKind(gradient: [1e-9 * scale, 0], point: [1, 1e10], hessian: hessian) == .saddle)
    #expect(
      PointKind(gradient: [scale, scale], point: [1, 1], hessian: hessian) == .notStationary)
  }

  @Test func slopeOnFlatGroundIsNotStationary() {
    let flat = Matrix(rows: 1, columns: 1)
    #expect(PointKind(gradient: [1e-300], point: [0], hessian: flat) == .notStationary)
    #expect(PointKind(gradient: [.nan], point: [0], hessian: .identity(1)) == .notStationary)
    #expect(PointKind(gradient: [.infinity], point: [0], hessian: .identity(1)) == .notStationary)
  }

  @Test(arguments: [Double.nan, .infinity])
  func hessianThatIsNotFiniteHasNoKind(entry: Double) {
    #expect(PointKind(gradient: [0], point: [0], hessian: Matrix.diagonal([entry])) == nil)
  }
}
