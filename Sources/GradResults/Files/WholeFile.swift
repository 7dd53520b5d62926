import Foundation

/// A file that appears whole or not at all: written under a temporary name in the same folder, then
/// renamed. Without ``commit()`` the temporary file is removed.
struct WholeFile: ~Copyable {
  private let path: String
  private let temporaryPath: String
  private var descriptor: Int32

  init(path: String) throws(RunFolderError) {
    self.path = path
    let folder = (path as NSString).deletingLastPathComponent
    let name = (path as NSString).lastPathComponent
    temporaryPath = (folder as NSString).appendingPathComponent(".\(name).partial")
    // What stands there is left over or planted: a link would lead out of the folder, and a pipe
    // would wait for a reader.
    unlink(temporaryPath)
    descriptor = open(
      temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw .cannotWrite(path: path, reason: systemErrorText()) }
  }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(RunFolderError) {
    guard writeAll(bytes, to: descriptor) else {
      throw .cannotWrite(path: path, reason: systemErrorText())
    }
  }

  consuming func commit() throws(RunFolderError) {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(temporaryPath, path) == 0 else {
      let reason = systemErrorText()
      unlink(temporaryPath)
      throw .cannotWrite(path: path, reason: reason)
    }
  }

  deinit {
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporaryPath)
    }
  }
}

/// Writes every byte, however many calls the system needs; false with `errno` set on failure.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
  var rest = bytes[...]
  while !rest.isEmpty {
    let written = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if written < 0 {
      if errno == EINTR { continue }
      return false
    }
    rest = rest.dropFirst(written)
  }
  return true
}

/// The system's words for the last error: `No such file or directory`.
func systemErrorText(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
