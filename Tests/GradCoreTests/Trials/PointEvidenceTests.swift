import GradCore
import GradNumerics
import Testing

@Suite struct PointEvidenceTests {
  @Test(arguments: [
    ([2.0, 6.0], PointKind.minimum, (0, 0, 2)), ([-1, -3], .maximum, (2, 0, 0)),
    ([-2, 5], .saddle, (1, 0, 1)), ([0, 4], .degenerate, (0, 1, 1)),
    ([0, 0], .degenerate, (0, 2, 0)),
  ])
  func signsOfEigenvaluesDecide(
    diagonal: [Double], kind: PointKind, signs: (Int, Int, Int)
  ) throws {
    let evidence = try PointEvidence(
      gradient: [0, 0], point: [1, 1], hessian: .diagonal(diagonal))
    #expect(evidence.kind == kind)
    #expect(evidence.signs == signs)
    #expect(evidence.eigenvalues == diagonal.sorted())
    #expect(evidence.sentence.hasPrefix(kind.rawValue))
  }

  @Test func sentenceCarriesTheNumbers() throws {
    let saddle = try PointEvidence(gradient: [0, 0], point: [0, 0], hessian: .diagonal([2, -3]))
    #expect(
      saddle.sentence == "saddle: the gradient is 0 and the Hessian has 1 positive, 1 negative "
        + "and 0 zero eigenvalues (from -3.0 to 2.0)")
    let slope = try PointEvidence(gradient: [0.5, 0], point: [0, 0], hessian: .diagonal([1, 2]))
    #expect(slope.kind == .notStationary)
    // Along the axis of curvature 1: 1e-8 · 1 · max(1, ‖x‖∞).
    #expect(
      slope.sentence == "not stationary: along an eigenvector the slope, 0.5, is above 1e-08")
  }

  @Test func notANumberIsNeverStationary() throws {
    let evidence = try PointEvidence(gradient: [.nan, 0], point: [0, 0], hessian: .identity(2))
    #expect(evidence.kind == .notStationary && evidence.gradientMaxNorm.isNaN)
    #expect(throws: NumericsError.self) {
      try PointEvidence(gradient: [0], point: [0], hessian: .diagonal([.infinity]))
    }
  }
}
