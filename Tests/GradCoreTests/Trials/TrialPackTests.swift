import GradCore
import GradNumerics
import GradTestSupport
import Testing

/// What a trial leaves must not depend on its company, on what ran in its lane before, or on what is
/// traced.
@Suite struct TrialPackTests {
  /// Every rule watched: a minimum, a minimizer, a Hessian with a direction down and flat farther out.
  static func rules(tracing: Bool) -> TrialRules {
    TrialRules(
      iterationLimit: 200, objectiveTargets: [-0.5, -.infinity], gradientTargets: [-1, 1e-5],
      stopsAtTarget: false, minimum: .exact(-2), scale: 3, minimizers: [[0, -1]],
      tracesEverything: tracing,
      hessian: { $0[0] < 0.5 ? Matrix.diagonal([1, -1]) : Matrix(rows: 2, columns: 2) })
  }

  /// Seeded scripts that fall, rest, explode, vanish, pass saddles, climb and end early.
  static let scripts: [Script] = (0..<23).map { index in
    var stream = RandomStream(RandomKey(seed: 7).child(index))
    let from = stream.integer(below: 90)
    let length = stream.integer(below: 60)
    let floor = stream.uniform(in: -1.5...0.5)
    let fall = stream.uniform(in: 0.001...0.2)
    let end = index % 3 == 0 ? 10 + stream.integer(below: 150) : 1000
    let peak = index % 4 == 1 ? 300.0 : 1
    let low = index % 2 == 0 ? 1e-7 : 2e-4
    return Script(
      stride: 0.01,
      gradientNorm: { k in k >= from && k < from + length ? low : k == from - 2 ? peak : 1 },
      objective: { k in
        if k >= end { return .nan }
        let wave = index % 5 == 2 ? 0.3 * Double(k % 7) : 0
        return (index % 6 == 5 ? Double(k) * fall : Double.maximum(floor, 1 - Double(k) * fall))
          + wave
      })
  }

  static func images(_ monitors: [TrialMonitor]) -> [Int: TrialImage] {
    Dictionary(uniqueKeysWithValues: monitors.map { ($0.trial, TrialImage($0)) })
  }

  /// Each trial alone.
  static func alone(tracing: Bool) -> [Int: TrialImage] {
    let rules = rules(tracing: tracing)
    return images(
      scripts.indices.flatMap { Script.run(scripts, rules, on: Double.self, chosen: [$0]) })
  }

  static func expectEqual(_ found: [Int: TrialImage], _ expected: [Int: TrialImage]) {
    #expect(found.keys.sorted() == expected.keys.sorted())
    for (trial, image) in expected {
      guard let other = found[trial] else { continue }
      #expect(other.differences(from: image) == [], "trial \(trial)")
    }
  }

  @Test func scriptsBringMostRulesToWork() {
    let images = Self.alone(tracing: false).values
    #expect(Set(images.map { $0.stop.split(separator: " ")[0] }).count >= 3)
    #expect(images.contains { $0.findings.contains("vanished true") })
    #expect(images.contains { $0.findings.contains("exploded true") })
    #expect(images.contains { !$0.findings.contains("passage none") })
  }

  @Test func packOnPlainNumbersIsTheTrialsAlone() {
    let found = Script.run(Self.scripts, Self.rules(tracing: false), on: Double.self)
    Self.expectEqual(Self.images(found), Self.alone(tracing: false))
  }

  @Test func lanesHaveTheBitsOfTheTrialsAlone() {
    let found = Script.run(Self.scripts, Self.rules(tracing: true), on: Lanes.self)
    Self.expectEqual(Self.images(found), Self.alone(tracing: true))
  }

  @Test(arguments: [1, 2, 7, 8, 9, 17])
  func lanesOfAnyCountAndOrderAgree(count: Int) {
    let alone = Self.alone(tracing: false)
    var stream = RandomStream(RandomKey(seed: UInt64(count)))
    let order = stream.permutation(count: Self.scripts.count).prefix(count).map { Int($0) }
    let found = Script.run(
      Self.scripts, Self.rules(tracing: false), on: Lanes.self, chosen: order)
    Self.expectEqual(Self.images(found), alone.filter { order.contains($0.key) })
  }

  @Test func tracingChangesNoResult() {
    let traced = Self.alone(tracing: true).mapValues(\.untraced)
    var sampled = Self.rules(tracing: false)
    sampled.traceIterations = [0, 1, 2, 3, 5, 9, 13, 21, 37, 61, 101, 150, 151, 200]
    let rows = Self.images(
      Self.scripts.indices.flatMap {
        Script.run(Self.scripts, sampled, on: Double.self, chosen: [$0])
      }
    ).mapValues(\.untraced)
    let untraced = Self.alone(tracing: false).mapValues(\.untraced)
    Self.expectEqual(traced, untraced)
    Self.expectEqual(rows, untraced)
  }
}
