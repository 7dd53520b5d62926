/// All mistakes of one or more suite files, reported at once.
public struct SuiteMistakes: Error, Sendable, Equatable, CustomStringConvertible {
  /// The mistakes, file by file, each file's in the order of its text.
  public let mistakes: [SuiteMistake]
  /// Whether there were more than are kept (``MistakeCollector/mostKept`` a file).
  public let isCut: Bool

  /// Mistakes by their parts; they are taken to be in order.
  public init(mistakes: [SuiteMistake], isCut: Bool = false) {
    self.mistakes = mistakes
    self.isCut = isCut
  }

  /// The mistakes of several files, in the order given.
  public init(joining parts: [SuiteMistakes]) {
    self.init(
      mistakes: parts.flatMap(\.mistakes), isCut: parts.contains { $0.isCut })
  }

  /// One line a mistake.
  public var description: String {
    var lines = mistakes.map(\.description)
    if isCut {
      lines.append("Only the first \(MistakeCollector.mostKept) mistakes of a file are shown.")
    }
    return lines.joined(separator: "\n")
  }
}
