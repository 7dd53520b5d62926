import Foundation
import Testing

/// Arithmetic of gradients far from where functions are about 1.
@Suite struct GradientCaseTests {
  private func gradients(_ formula: String, at point: String) throws -> [String: Double] {
    let result = try Tool.run([
      "gradient", "--formula", formula, "--at", point, "--format", "json",
    ])
    #expect(result.code == 0, "\(result.error)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let list = try #require(json?["gradients"] as? [[String: Any]])
    var found: [String: Double] = [:]
    for one in list {
      guard let id = one["backend"] as? String, let slopes = one["gradient"] as? [Any] else {
        continue
      }
      found[id] = (slopes.first as? NSNumber)?.doubleValue
    }
    return found
  }

  static let cases: [(formula: String, point: String, slope: Double)] = [
    // The derivative of expm1 is exp, not expm1 + 1, which is 0 from −37 on.
    ("expm1(x)", "-40", 4.248354255291589e-18),
    // The step is scaled by x: times the slope it must not be below the least double …
    ("exp(-x^2)", "17", -34 * exp(-289)),
    // … nor larger than x.
    ("log(x)", "1e-250", 1e250),
    ("expm1(log(x))", "1e300", 1),
  ]

  @Test(arguments: cases.indices)
  func exactBackendsAgreeFarOut(index: Int) throws {
    let (formula, point, slope) = Self.cases[index]
    let found = try gradients(formula, at: point)
    for backend in ["symbolic", "dual", "reverse", "complex-step"] {
      let value = try #require(found[backend], "\(backend)")
      // exp and log of arguments of some hundreds lose their relative size of ulps.
      #expect((value - slope).magnitude <= 1e-13 * slope.magnitude, "\(backend): \(value)")
    }
    if index == 0 { #expect(found["symbolic"] == slope) }
  }

  @Test func flatAxisBesideASteepOneIsNotStationary() throws {
    let result = try Tool.run([
      "gradient", "--formula", "(x-1)^2 + 1e9*y^2", "--at", "0,0", "--format", "json",
    ])
    #expect(result.output.contains(#""pointKind": "notStationary""#), "\(result.output)")
  }

  @Test func wellIsVerified() throws {
    let result = try Tool.run(["verify", "gaussian-well:distance=5"])
    #expect(result.code == 0, "\(result.output)")
  }
}
