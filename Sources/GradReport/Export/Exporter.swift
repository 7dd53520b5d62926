public import GradResults

/// A format that a finished run is turned into.
///
/// A new one is listed in ``Exporters/all`` and so is a value of `gradbench report --format`.
public protocol Exporter: Sendable {
  /// What the command line calls it.
  var name: String { get }
  /// Who or what reads it, in a few words.
  var summary: String { get }
  /// The file that it makes of a run and the target that the report ranks at.
  func file(of report: Report) -> ExportedFile
}

extension Exporter {
  /// Writes the file, and tells its name.
  @discardableResult
  public func write(_ report: Report, to folder: RunFolder) throws(RunFolderError) -> String {
    let file = file(of: report)
    try folder.write(file.name, text: file.text)
    return file.name
  }
}
