import Foundation
import GradCore
import GradReport
import GradResults

/// A run folder on disk for one test, written as a run writes it; removed at the end.
final class StoredFolder {
  let path: String

  init(
    _ run: Run, gates: [RunInformation.Gate] = [], toolVersion: String = "0.1.0",
    machine: Machine = .current, options: [RunInformation.Option] = [], finishes: Bool = true
  ) throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "gradbench-\(UUID().uuidString)").path
    var folder = try RunFolder.create(at: path)
    var run = run
    run.information = RunInformation(
      toolVersion: toolVersion, machine: machine, options: options, gates: gates,
      start: Date(timeIntervalSince1970: 0), end: Date(timeIntervalSince1970: 1), wallSeconds: 1,
      cpuSeconds: 1)
    try folder.writeCells(run)
    try folder.writeTrials(run)
    try folder.writeTargets(run)
    try Summary(run).write(run, to: &folder)
    if let timings = run.timings { try folder.writeTimings(timings) }
    try folder.writeInformation(run)
    if finishes { try folder.finish() }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: path + "/" + name)
  }

  func read() throws -> Run { try Run.read(folder: path) }
}
