import Foundation

extension RunFolder {
  /// The format of the folder's files; a reader refuses those it does not know.
  public static let format = 1

  /// Writes `run.json`: pretty, with sorted keys, doubles as JSON numbers and the non-finite ones
  /// as `"inf"`, `"-inf"`, `"nan"`.
  public func writeInformation(
    _ information: RunInformation, results: RunResults
  ) throws(RunFolderError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let bytes: Data
    do {
      bytes = try encoder.encode(RunFile(information, results: results))
    } catch {
      throw .cannotWrite(path: file("run.json"), reason: "\(error)")
    }
    try write("run.json", bytes: Array(bytes) + [UInt8(ascii: "\n")])
  }
}
