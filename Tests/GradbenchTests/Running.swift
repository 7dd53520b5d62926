import GradBackends
import GradCore
import GradHarness
import GradOptimizers
import GradProblems
import GradResults

extension Catalogs {
  static let standard = Catalogs(problems: .standard, optimizers: .standard, backends: .standard)
}

extension Plan {
  /// The plan of a suite's text.
  static func of(_ suite: String, named name: String = "suite.json") throws -> Plan {
    try SuiteLoader(catalogs: .standard).load(bytes: Array(suite.utf8), name: name)
  }

  func run(
    jobs: Int = 1, usesLanes: Bool = false, trace: Runner.TraceKind = .none,
    onTrace: @escaping @Sendable (Int, Trace) -> Void = { _, _ in }
  ) -> Run {
    Runner(
      plan: self, backends: .standard,
      options: Runner.Options(jobs: jobs, usesLanes: usesLanes, trace: trace),
      stopFlag: StopFlag()
    ).run(onTrace: onTrace)
  }
}
