/// One file of an export.
public struct ExportedFile: Sendable, Equatable {
  /// Inside the folder that it is written to.
  public let name: String
  public let text: String
}
