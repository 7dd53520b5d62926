import Foundation
import Testing

/// Imports point one way: down the table of modules, as CONTRIBUTING has it.
@Suite struct ImportsTests {
  /// What each module may import of ours, from the arithmetic up. The harness knows no concrete
  /// problem, optimizer or backend; the report reads results and runs nothing; only problems and
  /// what is above them know the formula engine.
  static let modules: [(name: String, imports: Set<String>)] = [
    ("CProcessor", []),
    ("CProcessorCheck", ["CProcessor"]),
    ("CLanes", []),
    ("CCounters", []),
    ("CVectorCode", []),
    ("CKernels", []),
    ("GradText", []),
    ("GradNumerics", ["CLanes", "CProcessorCheck"]),
    ("GradSymbolic", ["CVectorCode", "GradNumerics", "GradText"]),
    ("GradFormula", ["GradNumerics", "GradSymbolic", "GradText"]),
    ("GradCore", ["GradNumerics", "GradSymbolic", "GradText"]),
    ("GradProblems", ["GradNumerics", "GradFormula", "GradCore", "GradText"]),
    ("GradOptimizers", ["GradNumerics", "GradCore"]),
    ("GradBackends", ["GradNumerics", "GradSymbolic", "GradCore", "GradText"]),
    ("GradVerify", ["GradNumerics", "GradCore", "GradBackends", "GradText"]),
    ("GradResults", ["CProcessor", "GradNumerics", "GradCore", "GradText"]),
    ("GradHarness", ["CCounters", "GradNumerics", "GradCore", "GradResults", "GradText"]),
    ("GradReport", ["GradNumerics", "GradCore", "GradResults", "GradText"]),
    ("GradCommandLine", ["GradText"]),
    ("gradbench", programs),
    ("gradbench-speed", programs.union(["CKernels"])),
  ]
  private static let programs: Set<String> = [
    "GradText", "GradNumerics", "GradSymbolic", "GradFormula", "GradCore", "GradProblems",
    "GradOptimizers", "GradBackends", "GradVerify", "GradResults", "GradHarness", "GradReport",
    "GradCommandLine",
  ]

  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL
  static let sources = repository.appending(path: "Sources")

  /// The modules that a line imports, whatever stands before `import` and between it and the name.
  static func imported(_ line: Substring) -> Substring? {
    var words = line.split(separator: " ")[...]
    while let word = words.first, word != "import" {
      guard word.hasPrefix("@") || ["public", "package", "internal", "private"].contains(word)
      else { return nil }
      words.removeFirst()
    }
    words = words.dropFirst()
    if let kind = words.first, ["struct", "class", "enum", "func", "let", "var"].contains(kind) {
      words.removeFirst()
    }
    return words.first?.split(separator: ".").first
  }

  @Test(arguments: [
    ("import GradCore", "GradCore"), ("public import GradCore", "GradCore"),
    ("@testable import GradCore", "GradCore"), ("  import struct GradCore.Facts", "GradCore"),
    ("package import GradCore.Facts", "GradCore"), ("@_exported public import A", "A"),
    ("/// They import nothing.", nil), ("let import = 3", nil), ("", nil),
  ])
  func importsAreFound(line: String, module: String?) {
    #expect(Self.imported(Substring(line)).map(String.init) == module)
  }

  @Test(arguments: modules.map(\.name))
  func noModuleImportsUpwards(module: String) throws {
    let allowed = try #require(Self.modules.first { $0.name == module }).imports
    let ours = Set(Self.modules.map(\.name))
    let folder = Self.sources.appending(path: module)
    let files = try #require(
      FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    var count = 0
    for case let file as URL in files where ["swift", "c", "h"].contains(file.pathExtension) {
      count += 1
      guard file.pathExtension == "swift" else { continue }
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard let name = Self.imported(line).map(String.init), ours.contains(name) else { continue }
        #expect(allowed.contains(name), "\(module)/\(file.lastPathComponent): \(line)")
      }
    }
    #expect(count > 0)
  }

  @Test func everyModuleStandsBelowWhatImportsIt() throws {
    var below: Set<String> = []
    for module in Self.modules {
      #expect(module.imports.subtracting(below) == [], "\(module.name)")
      below.insert(module.name)
    }
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(folders.filter { !$0.hasPrefix(".") }) == below)
  }

  /// The table of modules in CONTRIBUTING names all of Swift, in this order.
  @Test func theTableOfModulesIsComplete() throws {
    let text = try String(
      contentsOf: Self.repository.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `Grad") }
    let named = rows.flatMap { row in
      row.split(separator: "|")[0].split(separator: "`").filter { $0.hasPrefix("Grad") }
    }
    #expect(named.map(String.init) == Self.modules.map(\.name).filter { $0.hasPrefix("Grad") })
  }
}
