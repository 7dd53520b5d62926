import Foundation
import GradCore
import Testing

@testable import GradResults

@Suite struct RunFolderTests {
  @Test func runFolderWithContentIsNeverOverwritten() throws {
    let folder = TemporaryFolder()
    let run = try folder.runFolder()
    try run.write("report.md", text: "first")
    try run.finish()
    #expect(throws: RunFolderError.exists(path: run.path)) { try folder.runFolder() }
    #expect(try folder.text("report.md") == "first")
  }

  @Test func secondRunCannotClaimAnUnfinishedFolder() throws {
    let folder = TemporaryFolder()
    let run = try folder.runFolder()
    #expect(throws: RunFolderError.exists(path: run.path)) { try folder.runFolder() }
    run.abandon()
    #expect(!FileManager.default.fileExists(atPath: run.path))
    _ = try folder.runFolder()
  }

  @Test func emptyFolderIsAccepted() throws {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/run", withIntermediateDirectories: true)
    _ = try folder.runFolder()
  }

  /// A file in the way stops everyone, also a superuser whom permissions do not stop.
  @Test(arguments: ["", "/run", "/run/deeper"])
  func folderBelowAFileCannotBeCreated(suffix: String) throws {
    let folder = TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path, withIntermediateDirectories: true)
    let file = folder.path + "/file"
    try Data().write(to: URL(filePath: file))
    let error = #expect(throws: RunFolderError.self) { try RunFolder.create(at: file + suffix) }
    guard case .cannotCreate(let path, let reason) = error else {
      Issue.record("found \(String(describing: error))")
      return
    }
    #expect(path == file + suffix)
    #expect(!reason.isEmpty)
    #expect(error?.exitCode == 73)
    #expect(error?.description.hasPrefix(path) == true)
  }

  @Test func failedFileLeavesNothingBehind() throws {
    let folder = TemporaryFolder()
    var run = try folder.runFolder()
    let failure = RunFolderError.cannotRead(path: "x", reason: "gone")
    #expect(throws: failure) {
      try run.write(.cells) { _ throws(RunFolderError) in throw failure }
    }
    #expect(try folder.names() == [".unfinished"])
  }

  @Test func linkAtATemporaryNameLeadsNowhere() throws {
    let folder = TemporaryFolder()
    let run = try folder.runFolder()
    let outside = folder.path + "/outside"
    try Data("precious".utf8).write(to: URL(filePath: outside))
    try FileManager.default.createSymbolicLink(
      atPath: run.file(".report.md.partial"), withDestinationPath: outside)
    try run.write("report.md", text: "words")
    #expect(try String(contentsOfFile: outside, encoding: .utf8) == "precious")
    #expect(try folder.text("report.md") == "words")
    let attributes = try FileManager.default.attributesOfItem(atPath: run.file("report.md"))
    #expect(attributes[.type] as? FileAttributeType == .typeRegular)
  }

  @Test func pipeAtATemporaryNameIsNotWaitedFor() throws {
    let folder = TemporaryFolder()
    let run = try folder.runFolder()
    let pipe = run.file(".report.md.partial")
    #expect(mkfifo(pipe, 0o600) == 0)
    // With a reader a faulty writer goes on, and is found out, instead of hanging.
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try run.write("report.md", text: "words")
    let attributes = try FileManager.default.attributesOfItem(atPath: run.file("report.md"))
    #expect(attributes[.type] as? FileAttributeType == .typeRegular)
    #expect(try folder.names() == [".unfinished", "report.md"])
  }

  @Test func finishedRunHoldsItsFilesAlone() throws {
    let folder = TemporaryFolder()
    var run = try folder.runFolder()
    let results = SmallRun.results
    try run.writeCells(results)
    try run.writeTrials(results)
    try run.writeTargets(results)
    let spill = try TraceSpill(in: run, trialCount: results.trials.count)
    try run.writeTraces(results, from: spill)
    try run.writeInformation(results)
    try run.finish()
    #expect(
      try folder.names() == ["cells.csv", "run.json", "targets.csv", "traces.csv", "trials.csv"])
  }

  @Test func runInformationReadsBack() throws {
    let folder = TemporaryFolder()
    try folder.runFolder().writeInformation(SmallRun.results)
    let object =
      try JSONSerialization.jsonObject(with: Data(try folder.text("run.json").utf8))
      as? [String: Any]
    #expect(object?["format"] as? Int == 4)
    #expect((object?["suite"] as? [String: Any])?["text"] as? String == "{ // a \"suite\"\n}")
    #expect(object?["start"] as? String == "1970-01-01T00:00:00Z")
    let counts = object?["trials"] as? [String: Any]
    #expect(counts?["planned"] as? Int == 3)
    #expect(counts?["finished"] as? Int == 2)
    let outcomes = counts?["outcomes"] as? [String: Int]
    #expect(outcomes?["targetHit"] == 1)
    #expect(outcomes?["diverged"] == 1)
    #expect(outcomes?["failed"] == 0)
    let gates = object?["gates"] as? [[String: Any]]
    #expect(gates?.first?["tolerance"] as? Double == 0.05)
    #expect((object?["leftOut"] as? [[String: String]])?.first?["reason"] == "no code")
  }

  @Test func machineSaysWhatItRunsOn() {
    let machine = Machine.current
    #expect(machine.cores >= 1)
    #expect(!machine.operatingSystem.isEmpty)
    #expect(machine.swiftVersion.hasPrefix("6."))
  }
}
