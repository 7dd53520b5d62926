import GradBackends
import GradCore
import GradNumerics
import GradProblems
import GradVerify
import Testing

@Suite struct ConvexityEvidenceTests {
  private func hessian(of id: String) throws -> HessianFunction {
    BackendCatalog.standard.hessian(try #require(ProblemCatalog.standard[id]).instance())
  }

  @Test func convexityIsRefutedOrNotRefuted() throws {
    let box = [ClosedRange<Double>](repeating: -2...2, count: 2)
    let sphere = try hessian(of: "booth")
    let kept = ConvexityEvidence(of: sphere, box: box, samples: 50, key: RandomKey(seed: 1))
    #expect(!kept.isCounterexample && kept.skipped == 0)
    #expect((try #require(kept.smallestEigenvalue) - 2).magnitude < 1e-12)
    #expect(kept.sentence.hasPrefix("no counterexample to convexity in 50 samples; smallest"))
    let bananaHessian = try hessian(of: "rosenbrock")
    let refuted = ConvexityEvidence(
      of: bananaHessian, box: box, samples: 50, key: RandomKey(seed: 1))
    #expect(refuted.isCounterexample)
    #expect(refuted.sentence.hasPrefix("not convex: the Hessian has the eigenvalue -"))
    let point = try #require(refuted.point)
    let values = try SymmetricEigenvalues(of: #require(bananaHessian(point))).values
    #expect(values[0] == refuted.smallestEigenvalue && values[0] < 0)
    let none = ConvexityEvidence(of: { _ in nil }, box: box, samples: 5, key: RandomKey(seed: 1))
    #expect(none.skipped == 5 && none.sentence == "nothing was finite at 5 samples")
  }
}
