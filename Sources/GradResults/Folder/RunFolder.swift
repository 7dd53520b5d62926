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
  /// Of every table written so far.
  private(set) var digests: [TableDigest] = []

  private static let claimName = ".unfinished"

  /// Creates the folder with its parents, or claims an empty one.
  ///
  /// - Throws: ``RunFolderError/exists(path:)`` if it holds anything, else
  ///   ``RunFolderError/cannotCreate(path:reason:)``. A folder that cannot be written to is found
  ///   here, before anything has run.
  /// The formats that can be read back.
  static let readableFormats = 1...format
  /// The format of the folder's files; a reader refuses those it does not know.
  ///
  /// Format 2 keeps the facts of problems, the plan and digests. From format 3 on `targets.csv` says
  /// from when on a noisy trial holds a target. From format 4 on there are confirming trials and
  /// settings with a name.
  public static let format = 4

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

  /// A folder for reports of runs that stand elsewhere; made where it is missing.
  public static func forReports(at path: String) throws(RunFolderError) -> RunFolder {
    try createFolders(path)
    return RunFolder(path: path)
  }

  /// The folder of a finished run, to write its reports again.
  public static func reopen(at path: String) throws(RunFolderError) -> RunFolder {
    var folder = RunFolder(path: path)
    folder.digests = try folder.storedFile().tables ?? []
    return folder
  }

  /// Says in `run.json` what was written since the folder was reopened, if its bytes are others.
  public func updateDigests() throws(RunFolderError) {
    var stored = try storedFile()
    guard stored.tables ?? [] != digests else { return }
    stored.tables = digests
    try write(stored)
  }

  private func storedFile() throws(RunFolderError) -> RunFile {
    do {
      return try RunFile.read(folder: path)
    } catch {
      throw .cannotRead(path: file("run.json"), reason: "\(error)")
    }
  }

  /// Writes `run.json`.
  func write(_ information: RunFile) throws(RunFolderError) {
    let bytes: [UInt8]
    do {
      bytes = try information.bytes()
    } catch {
      throw .cannotWrite(path: file("run.json"), reason: "\(error)")
    }
    try write("run.json", bytes: bytes)
  }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String {
    (path as NSString).appendingPathComponent(name)
  }

  /// Writes one table: the header, then what `rows` writes. Its digest is kept for `run.json`.
  ///
  /// - Parameter more: Columns of numbers behind the table's own.
  package mutating func write<Row>(
    _ table: Table<Row>, and more: [String] = [],
    rows: (inout CSVWriter) throws(RunFolderError) -> Void
  ) throws(RunFolderError) {
    var writer: CSVWriter
    do throws(FileError) {
      writer = CSVWriter(file: try WholeFile(path: file(table.file)), makesDigest: true)
    } catch {
      throw RunFolderError(error)
    }
    for column in table.header + more { writer.text(column) }
    writer.endHeader()
    try rows(&writer)
    let digest = writer.digest(
      kinds: table.columns.map(\.kind.letter).joined()
        + String(repeating: Column<Row>.Kind.number.letter, count: more.count))
    do throws(FileError) { try writer.commit() } catch { throw RunFolderError(error) }
    guard let digest else { return }
    let entry = TableDigest(name: table.file, digest: digest)
    if let known = digests.firstIndex(where: { $0.name == table.file }) {
      digests[known] = entry
    } else {
      digests.append(entry)
    }
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
