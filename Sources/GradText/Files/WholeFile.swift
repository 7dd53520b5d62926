#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that appears whole or not at all: written under a temporary name in the same folder, then
/// renamed. Without ``commit()`` the temporary file is removed.
///
/// A link or a pipe that stands at the temporary name is removed, never opened.
public struct WholeFile: ~Copyable {
  /// Who else may write a file of this name at the same time.
  public enum Writers: Sendable {
    /// Nobody, as in a folder of one's own. What an earlier writer left behind is removed.
    case one
    /// Other processes: each has a temporary name of its own, and the last one to end wins.
    case several
  }

  private let path: String
  private let temporaryPath: String
  private var descriptor: Int32

  /// Creates the temporary file.
  ///
  /// - Parameters:
  ///   - path: Where the file will stand. A link there is replaced, not followed.
  ///   - permissions: As of `chmod`; nil: reading for all and writing for the owner, as far as the
  ///     process may give them.
  public init(
    path: String, permissions: UInt32? = nil, writers: Writers = .one
  ) throws(FileError) {
    self.path = path
    let start = path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:))
    let name = path[(start ?? path.startIndex)...]
    let folder = path[..<(start ?? path.startIndex)]
    let mark = writers == .several ? "." + String(UInt64.random(in: 0 ... .max), radix: 16) : ""
    temporaryPath = "\(folder).\(name)\(mark).partial"
    // What stands there is left over or planted: a link would lead out of the folder, and a pipe
    // would wait for a reader.
    unlink(temporaryPath)
    descriptor = open(
      temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw FileError(path: path, reason: systemErrorText()) }
    if let permissions { fchmod(descriptor, mode_t(truncatingIfNeeded: permissions)) }
  }

  /// Appends bytes.
  public mutating func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    if let code = writeAll(bytes, to: descriptor) {
      throw FileError(path: path, reason: systemErrorText(code))
    }
  }

  /// Lets the file appear, in place of what had its name.
  public consuming func commit() throws(FileError) {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporaryPath, path) == 0 else {
      let reason = systemErrorText()
      unlink(temporaryPath)
      throw FileError(path: path, reason: reason)
    }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporaryPath)
    }
  }
}

extension WholeFile {
  /// Writes a whole file at once.
  public static func write(
    _ bytes: [UInt8], to path: String, permissions: UInt32? = nil, writers: Writers = .one
  ) throws(FileError) {
    var file = try WholeFile(path: path, permissions: permissions, writers: writers)
    // Typed errors do not pass through the closure of `withUnsafeBytes`, results do.
    try bytes.withUnsafeBytes { raw -> Result<Void, FileError> in
      Result { () throws(FileError) in try file.write(raw) }
    }.get()
    try file.commit()
  }
}
