// swift-tools-version: 6.2
import PackageDescription

/// The layers of gradbench, from the arithmetic up. A target may import only what stands above it
/// here (DESIGN: imports point one way), and no package outside the toolchain.
let package = Package(
  name: "gradbench",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gradbench", targets: ["gradbench"]),
    .library(name: "GradText", targets: ["GradText"]),
    .library(name: "GradNumerics", targets: ["GradNumerics"]),
    .library(name: "GradSymbolic", targets: ["GradSymbolic"]),
    .library(name: "GradFormula", targets: ["GradFormula"]),
    .library(name: "GradCore", targets: ["GradCore"]),
    .library(name: "GradProblems", targets: ["GradProblems"]),
    .library(name: "GradOptimizers", targets: ["GradOptimizers"]),
    .library(name: "GradBackends", targets: ["GradBackends"]),
    .library(name: "GradVerify", targets: ["GradVerify"]),
    .library(name: "GradResults", targets: ["GradResults"]),
    .library(name: "GradHarness", targets: ["GradHarness"]),
    .library(name: "GradReport", targets: ["GradReport"]),
  ],
  targets: [
    // What the build is for, and the check that it runs on this processor, compiled for every one.
    .target(name: "CProcessor"),
    .target(name: "CProcessorCheck", dependencies: ["CProcessor"]),
    .target(name: "CLanes"),
    .target(name: "CCounters"),
    .target(name: "CVectorCode"),
    // The other side of the speed comparison; no product uses it.
    .target(name: "CKernels"),
    .target(name: "GradText"),
    .target(name: "GradNumerics", dependencies: ["CLanes", "CProcessorCheck"]),
    .target(name: "GradSymbolic", dependencies: ["CVectorCode", "GradNumerics", "GradText"]),
    .target(name: "GradFormula", dependencies: ["GradNumerics", "GradSymbolic", "GradText"]),
    .target(name: "GradCore", dependencies: ["GradNumerics", "GradSymbolic", "GradText"]),
    .target(name: "GradProblems", dependencies: ["GradCore", "GradFormula", "GradText"]),
    .target(name: "GradOptimizers", dependencies: ["GradCore"]),
    .target(name: "GradBackends", dependencies: ["GradCore", "GradText"]),
    .target(name: "GradVerify", dependencies: ["GradBackends", "GradCore", "GradText"]),
    .target(name: "GradResults", dependencies: ["CProcessor", "GradCore", "GradText"]),
    .target(
      name: "GradHarness", dependencies: ["CCounters", "GradCore", "GradResults", "GradText"]),
    .target(name: "GradReport", dependencies: ["GradResults", "GradText"]),
    .target(name: "GradCommandLine", dependencies: ["GradText"]),
    .executableTarget(
      name: "gradbench",
      dependencies: [
        "GradProblems", "GradOptimizers", "GradBackends", "GradVerify", "GradHarness",
        "GradReport", "GradCommandLine", "GradText",
      ]),
    .executableTarget(
      name: "gradbench-speed",
      dependencies: [
        "CKernels", "GradProblems", "GradOptimizers", "GradBackends", "GradHarness",
        "GradReport", "GradCommandLine", "GradText",
      ]),
    .testTarget(name: "GradTextTests", dependencies: ["GradText", "GradTestSupport"]),
    .testTarget(name: "GradNumericsTests", dependencies: ["GradNumerics"]),
    .testTarget(name: "GradProblemsTests", dependencies: ["GradProblems", "GradFormula"]),
    .target(
      name: "GradTestSupport",
      dependencies: ["GradOptimizers", "GradBackends", "GradResults", "GradSymbolic"],
      path: "Tests/GradTestSupport"),
    // What the fuzzers of scripts/fuzz.sh and the corpus test feed.
    .target(
      name: "GradFuzzing",
      dependencies: [
        "GradHarness", "GradProblems", "GradOptimizers", "GradBackends", "GradFormula",
      ],
      path: "Tests/GradFuzzing"),
    .testTarget(name: "GradCoreTests", dependencies: ["GradCore", "GradTestSupport"]),
    .testTarget(
      name: "GradOptimizersTests",
      dependencies: ["GradOptimizers", "GradProblems", "GradTestSupport"]),
    .testTarget(
      name: "GradBackendsTests",
      dependencies: ["GradBackends", "GradProblems", "GradFormula", "GradTestSupport"]),
    .testTarget(
      name: "GradVerifyTests", dependencies: ["GradVerify", "GradBackends", "GradProblems"]),
    .testTarget(
      name: "GradHarnessTests",
      dependencies: [
        "GradHarness", "GradCore", "GradProblems", "GradOptimizers", "GradBackends",
        "GradTestSupport", "GradText",
      ]),
    .testTarget(
      name: "GradbenchTests",
      dependencies: [
        "GradHarness", "GradReport", "GradResults", "GradProblems", "GradOptimizers",
        "GradBackends", "GradCore", "GradFuzzing",
      ]),
    .testTarget(name: "GradCommandLineTests", dependencies: ["GradCommandLine", "GradText"]),
    .testTarget(
      name: "GradSymbolicTests", dependencies: ["GradSymbolic", "GradFormula", "GradTestSupport"]),
    .testTarget(name: "GradFormulaTests", dependencies: ["GradFormula", "GradTestSupport"]),
    .testTarget(
      name: "GradResultsTests",
      dependencies: ["CProcessor", "CProcessorCheck", "GradResults", "GradTestSupport"]),
    .testTarget(
      name: "GradReportTests",
      dependencies: ["GradReport", "GradNumerics", "GradTestSupport", "GradText"]),
    // Starts the built tool; imports nothing of it but how programs are started.
    .testTarget(
      name: "GradbenchCommandTests",
      dependencies: ["gradbench", "GradCommandLine", "GradTestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// `GRADBENCH_CPU=native swift build -c release` builds for the processor of this machine,
// `GRADBENCH_CPU=x86-64-v3` for that level; without it the code runs on every processor of its
// architecture. Multiplications and additions are not fused, so that results keep their bits.
if let processor = Context.environment["GRADBENCH_CPU"], !processor.isEmpty {
  #if arch(arm64)
    let flags = ["-mcpu=\(processor)", "-ffp-contract=off"]
  #else
    let flags = ["-march=\(processor)", "-ffp-contract=off"]
  #endif
  for target in package.targets where target.name != "CProcessorCheck" {
    if target.name.hasPrefix("C") {
      target.cSettings = [
        .unsafeFlags(flags), .define("GRADBENCH_CPU", to: "\"\(processor)\""),
      ]
    } else {
      // The compiler of Swift takes its processor from that of the C headers it reads.
      target.swiftSettings = [.unsafeFlags(flags.flatMap { ["-Xcc", $0] })]
    }
  }
}
