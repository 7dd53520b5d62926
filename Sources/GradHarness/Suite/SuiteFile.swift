import Foundation
import GradCore
import GradText

/// Reads the bytes of a suite file.
enum SuiteFile {
  /// The bytes of a file; of one that is too large for a suite as many as show it.
  ///
  /// - Parameter path: As the user named it.
  static func bytes(at path: String) throws(SuiteError) -> [UInt8] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw .unreadable(file: printable(path, limit: 200), reason: "there is no such file.")
    }
    if isFolder.boolValue {
      throw .unreadable(
        file: printable(path, limit: 200), reason: "is a folder; name a suite file in it.")
    }
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      var bytes: [UInt8] = []
      // A pipe gives its bytes in parts; one byte over the limit is enough to refuse the file.
      while bytes.count <= JSONReader.mostBytes,
        let part = try handle.read(upToCount: JSONReader.mostBytes + 1 - bytes.count),
        !part.isEmpty
      {
        bytes += part
      }
      return bytes
    } catch {
      throw .unreadable(
        file: printable(path, limit: 200), reason: "cannot be read. Check its permissions.")
    }
  }
}
