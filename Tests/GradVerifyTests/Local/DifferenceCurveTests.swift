import GradBackends
import GradCore
import GradProblems
import GradVerify
import Testing

@Suite struct DifferenceCurveTests {
  @Test func differencesHaveTheirBestStepWhereTruncationMeetsRounding() throws {
    let problem = try #require(ProblemCatalog.standard["beale"]).instance()
    let point = [1.3, 0.2]
    var gradient = [0.0, 0.0]
    var view = gradient.mutableSpan
    _ = try BackendDescription.dual.prepare(problem).scalar().gradient(point.span, &view)
    let rows = DifferenceCurve(problem, at: point, gradient: gradient).rows
    let central = try #require(rows.min { $0.central < $1.central })
    let forward = try #require(rows.min { $0.forward < $1.forward })
    // Theory: ∛ε = 6e-6 and √ε = 1.5e-8; a decade or two of luck on either side.
    #expect((1e-8...1e-4).contains(central.step))
    #expect((1e-10...1e-6).contains(forward.step))
    #expect(central.central < forward.forward)
    #expect(rows[0].central > 100 * central.central)
    #expect(rows[12].central > 100 * central.central)
  }
}
