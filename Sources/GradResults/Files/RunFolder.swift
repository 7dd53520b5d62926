import Foundation
import GradCore

/// The folder of one run: created empty before anything runs, filled when the run ends.
///
/// Every file appears whole or not at all. While the run lasts the folder holds `.unfinished`,
/// which claims it (two runs cannot share a folder) and tells a reader that files may be missing;
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
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: nil)
    } catch {
      throw .cannotCreate(path: path, reason: Self.reason(of: error, path: path))
    }
    let content: [String]
    do {
      content = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw .cannotCreate(path: path, reason: Self.reason(of: error, path: path))
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

  /// The path of a file in the folder.
  public func file(_ name: String) -> String {
    (path as NSString).appendingPathComponent(name)
  }

  /// Writes one CSV file: the header, then what `rows` writes.
  public func writeCSV(
    _ name: String, header: [String],
    rows: (inout CSVWriter) throws(RunFolderError) -> Void
  ) throws(RunFolderError) {
    var writer = CSVWriter(file: try WholeFile(path: file(name)))
    for column in header { writer.text(column) }
    writer.endRow()
    try rows(&writer)
    try writer.commit()
  }

  /// Writes a whole text file, such as `report.md`.
  public func write(_ name: String, text: String) throws(RunFolderError) {
    try write(name, bytes: Array(text.utf8))
  }

  /// Writes a whole file.
  public func write(_ name: String, bytes: [UInt8]) throws(RunFolderError) {
    var file = try WholeFile(path: file(name))
    // Typed errors do not pass through the closure of `withUnsafeBytes`, results do.
    try bytes.withUnsafeBytes { raw -> Result<Void, RunFolderError> in
      Result { () throws(RunFolderError) in try file.write(raw) }
    }.get()
    try file.commit()
  }

  /// Marks the run as finished: all its files are there.
  public func finish() throws(RunFolderError) {
    guard unlink(file(Self.claimName)) == 0 else {
      throw .cannotWrite(path: file(Self.claimName), reason: systemErrorText())
    }
  }

  /// Gives up the claim of a run that ended before it wrote a file, and the folder with it. A
  /// folder that holds files stays.
  public func abandon() {
    unlink(file(Self.claimName))
    rmdir(path)
  }

  /// The system's words, which are shorter than Foundation's and say the same everywhere.
  private static func reason(of error: any Error, path: String) -> String {
    let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    if let underlying, underlying.domain == NSPOSIXErrorDomain {
      return String(cString: strerror(Int32(truncatingIfNeeded: underlying.code)))
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
      return "a file has that name"
    }
    return error.localizedDescription
  }
}
