import Foundation
import GradCore
public import GradText

/// The folder of one run: created empty before anything runs, filled when the run ends.
///
/// Every file appears whole or not at all. Until a reader finds what it needs the folder holds
/// `.unfinished`, which claims it (two runs cannot share a folder) and tells that files are missing;
/// ``finish()`` removes it.
public struct RunFolder: Sendable {
  public let path: String

  private static let claimName = ".unfinished"

  /// Creates the folder with its parents, or claims an empty one.
  ///
  /// - Throws: ``RunFolderError/exists(path:)`` if it holds anything, else
  ///   ``RunFolderError/cannotCreate(path:reason:)``. A folder that cannot be written to is found
  ///   here, before anything has run.
  public static func create(at path: String) throws(RunFolderError) -> RunFolder {
    try createFolders(path)
    let content: [String]
    do {
      content = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .cannotCreate(path: path, reason: "the folder cannot be read")
    }
    guard content.isEmpty else { throw .exists(path: path) }
    let folder = RunFolder(path: path)
    let claim = open(folder.file(claimName), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if claim < 0 {
      if errno == EEXIST { throw .exists(path: path) }
      throw .cannotCreate(path: path, reason: systemErrorText())
    }
    close(claim)
    return folder
  }

  /// Creates a folder of that name, or where another run has it of the next one: `name-2`, `name-3` …
  ///
  /// - Throws: As ``create(at:)``; that the folder exists only after thousands of tries.
  public static func create(atFreeNameOf path: String) throws(RunFolderError) -> RunFolder {
    for number in 1...10_000 {
      do throws(RunFolderError) {
        return try create(at: number == 1 ? path : "\(path)-\(number)")
      } catch {
        guard case .exists = error else { throw error }
      }
    }
    throw .exists(path: path)
  }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String {
    (path as NSString).appendingPathComponent(name)
  }

  /// Writes one CSV file: the header, then what `rows` writes.
  public func writeCSV(
    _ name: String, header: [String],
    rows: (inout CSVWriter) throws(RunFolderError) -> Void
  ) throws(RunFolderError) {
    var writer: CSVWriter
    do throws(FileError) {
      writer = CSVWriter(file: try WholeFile(path: file(name)))
    } catch {
      throw RunFolderError(error)
    }
    for column in header { writer.text(column) }
    writer.endRow()
    try rows(&writer)
    do throws(FileError) { try writer.commit() } catch { throw RunFolderError(error) }
  }

  /// Writes a whole text file, such as `report.md`.
  public func write(_ name: String, text: String) throws(RunFolderError) {
    try write(name, bytes: Array(text.utf8))
  }

  /// Writes a whole file.
  public func write(_ name: String, bytes: [UInt8]) throws(RunFolderError) {
    do throws(FileError) {
      try WholeFile.write(bytes, to: file(name))
    } catch {
      throw RunFolderError(error)
    }
  }

  /// Marks the run as finished: all that a reader needs is there. Traces and timings may follow.
  public func finish() throws(RunFolderError) {
    guard unlink(file(Self.claimName)) == 0 else {
      throw .cannotWrite(path: file(Self.claimName), reason: systemErrorText())
    }
  }

  /// Whether the run of a folder has not ended.
  static func isUnfinished(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: (path as NSString).appendingPathComponent(claimName))
  }

  /// Gives up the claim of a run that ended before it wrote a file, and the folder with it. A
  /// folder that holds files stays.
  public func abandon() {
    unlink(file(Self.claimName))
    rmdir(path)
  }

  /// Makes the folder and those above it that are missing. The system's own call, since its reasons
  /// are plain: Foundation says of most failures only that there was one.
  private static func createFolders(_ path: String) throws(RunFolderError) {
    var missing = [path]
    while mkdir(missing[missing.count - 1], 0o755) != 0 {
      let failed = missing[missing.count - 1]
      if errno == EEXIST {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: failed, isDirectory: &isFolder)
        guard exists, isFolder.boolValue else {
          throw .cannotCreate(path: path, reason: "a file has that name")
        }
        break
      }
      guard errno == ENOENT else { throw .cannotCreate(path: path, reason: systemErrorText()) }
      let parent = (failed as NSString).deletingLastPathComponent
      // What has no name, or exists and takes no folder, as /proc does.
      guard !parent.isEmpty, parent != failed, !FileManager.default.fileExists(atPath: parent)
      else { throw .cannotCreate(path: path, reason: systemErrorText(ENOENT)) }
      missing.append(parent)
    }
    for folder in missing.dropLast().reversed() where mkdir(folder, 0o755) != 0 {
      // Another run may have made it meanwhile.
      guard errno == EEXIST else { throw .cannotCreate(path: path, reason: systemErrorText()) }
    }
  }
}
