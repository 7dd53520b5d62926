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
    #expect(PointKind(gradient: zero, point: zero, eigenvalues: eigenvalues) == kind)
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
      gradient: [slope, 0], point: [0, -place], eigenvalues: [curvature, curvature / 2])
    #expect(kind == (isStationary ? .minimum : .notStationary))
  }

  @Test func slopeOnFlatGroundIsNotStationary() {
    #expect(
      PointKind(gradient: [1e-300], point: [0], eigenvalues: [0]) == .notStationary)
    #expect(PointKind(gradient: [.nan], point: [0], eigenvalues: [1]) == .notStationary)
  }

  @Test(arguments: [Double.nan, .infinity])
  func hessianThatIsNotFiniteHasNoKind(entry: Double) {
    #expect(PointKind(gradient: [0], point: [0], hessian: Matrix.diagonal([entry])) == nil)
  }
}
