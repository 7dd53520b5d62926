import Foundation
import GradTestSupport
import Testing

/// A folder of its own for one test, with suites and run folders in it; removed at the end.
final class Workspace {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "gradbench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: file(name)))
    return file(name)
  }

  func file(_ name: String) -> String { path + "/" + name }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: file(folder)).sorted()
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: URL(filePath: file(name))) }

  func text(_ name: String) throws -> String { String(decoding: try data(name), as: UTF8.self) }

  /// The rows of a CSV file by the names of its header.
  func rows(_ name: String) throws -> [[String: String]] {
    let rows = parseCSV(try text(name))
    let header = try #require(rows.first)
    return try rows.dropFirst().map { row in
      try #require(row.count == header.count)
      return Dictionary(uniqueKeysWithValues: zip(header, row))
    }
  }

  /// Runs a suite into the folder `out`, without timings, and expects that nothing went wrong.
  @discardableResult
  func run(_ suite: String, to out: String = "out", _ options: [String] = []) throws -> Tool.Result
  {
    let result = try Tool.run(["run", suite, "--no-timings", "--output", file(out)] + options)
    #expect(result.code == 0, "\(result.error)")
    return result
  }

  /// Makes a run folder one of format 1, which had no digests, so its tables may be edited, and no
  /// columns that tell from when on a target is held.
  func makeFormat1(_ folder: String) throws {
    var json = try JSONSerialization.jsonObject(with: data(folder + "/run.json")) as? [String: Any]
    json?["format"] = 1
    for key in ["criterion", "problems", "budget", "timing", "tables", "ranking", "confirm"] {
      json?[key] = nil
    }
    var counts = json?["trials"] as? [String: Any]
    counts?["confirming"] = nil
    json?["trials"] = counts
    let bytes = try JSONSerialization.data(withJSONObject: json ?? [:])
    _ = try write(folder + "/run.json", String(decoding: bytes, as: UTF8.self))
    try FileManager.default.removeItem(atPath: file(folder + "/cells.csv"))
    let trials = try text(folder + "/trials.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    // There were no confirming trials, and no columns behind the reason.
    let sweep = trials.filter { $0[$0.count - 2] != "confirm" }
    _ = try write(
      folder + "/trials.csv",
      sweep.map { $0.dropLast(4).joined(separator: ",") }.joined(separator: "\n") + "\n")
    let known = Set(sweep.map { $0[0] })
    let rows = try text(folder + "/targets.csv").split(separator: "\n").compactMap {
      row -> String? in
      var fields = row.split(separator: ",", omittingEmptySubsequences: false)
      guard known.contains(fields[0]) else { return nil }
      // Held was what stayed within from its first hit on.
      if fields[6] == "1", fields[7] != fields[3] { fields[6] = "0" }
      return fields.prefix(7).joined(separator: ",")
    }
    _ = try write(folder + "/targets.csv", rows.joined(separator: "\n") + "\n")
  }
}
