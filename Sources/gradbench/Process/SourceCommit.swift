import Foundation

/// The commit of the repository that a command was started in, read from its files: no program is
/// started, and outside of a repository there is none.
enum SourceCommit {
  /// Forty hexadecimal digits; nil where there is no repository, or no commit yet.
  static func current(in folder: String = FileManager.default.currentDirectoryPath) -> String? {
    var place = URL(filePath: folder).standardizedFileURL
    for _ in 0..<64 {
      if let repository = repository(at: place.appending(path: ".git")) {
        return commit(of: repository)
      }
      guard place.pathComponents.count > 1 else { return nil }
      place.deleteLastPathComponent()
    }
    return nil
  }

  /// `.git` is a folder, or a file that names one, as in a second working tree.
  private static func repository(at place: URL) -> URL? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder) else {
      return nil
    }
    if isFolder.boolValue { return place }
    guard let line = line(place), line.hasPrefix("gitdir: ") else { return nil }
    return URL(
      filePath: String(line.dropFirst("gitdir: ".count)),
      relativeTo: place.deletingLastPathComponent())
  }

  private static func commit(of repository: URL) -> String? {
    guard let head = line(repository.appending(path: "HEAD")) else { return nil }
    guard head.hasPrefix("ref: ") else { return digits(head) }
    let name = String(head.dropFirst("ref: ".count))
    var stores = [repository]
    if let common = line(repository.appending(path: "commondir")) {
      stores.append(URL(filePath: common, relativeTo: repository))
    }
    for store in stores {
      if let text = line(store.appending(path: name)), let commit = digits(text) { return commit }
      let packed = FileManager.default.contents(atPath: store.appending(path: "packed-refs").path)
      for row in String(decoding: packed ?? Data(), as: UTF8.self).split(separator: "\n")
      where row.hasSuffix(" " + name) {
        return digits(String(row.prefix(40)))
      }
    }
    return nil
  }

  private static func line(_ place: URL) -> String? {
    guard let data = FileManager.default.contents(atPath: place.path) else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }

  /// Only what is a hash: the files may hold anything.
  private static func digits(_ text: String) -> String? {
    text.count == 40 && text.allSatisfy(\.isHexDigit) ? text.lowercased() : nil
  }
}
