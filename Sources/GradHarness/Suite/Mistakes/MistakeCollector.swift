/// Gathers the mistakes of one suite file while it is read, so that all are told at once.
public struct MistakeCollector: Sendable {
  /// How many mistakes of a file are kept; later ones are dropped, and the report says so. A file
  /// of megabytes of rubbish then costs neither memory nor a flood of lines.
  public static let mostKept = 1_000

  /// The file as the user named it.
  public let file: String
  private var kept: [SuiteMistake] = []
  private var isCut = false

  /// A collector without mistakes.
  ///
  /// - Parameter file: The file as the user named it; it stands in front of every mistake.
  public init(file: String) {
    self.file = file
  }

  /// Whether no mistake was added.
  public var isEmpty: Bool { kept.isEmpty }

  /// How many mistakes are kept so far.
  public var count: Int { kept.count }

  /// Whether no more mistakes are kept, so that looking for more is in vain.
  public var isFull: Bool { kept.count >= Self.mostKept }

  /// Adds a mistake.
  ///
  /// - Parameters:
  ///   - location: Where the value at fault begins.
  ///   - path: The value at fault, or nothing when the text itself cannot be read.
  ///   - message: The sentence behind the path, see ``SuiteMistake/message``. It is not built
  ///     once the collector is full.
  public mutating func add(
    at location: SourceLocation, _ path: SuitePath?, _ message: @autoclosure () -> String
  ) {
    if !isFull {
      kept.append(
        SuiteMistake(file: file, location: location, path: path, message: message()))
    } else {
      isCut = true
    }
  }

  /// The mistakes in the order of the text. A mistake found twice is told once; mistakes at the
  /// same place stay in the order in which they were added.
  public var mistakes: SuiteMistakes {
    let sorted = kept.enumerated().sorted {
      ($0.element.location, $0.offset) < ($1.element.location, $1.offset)
    }
    var distinct: [SuiteMistake] = []
    for (_, mistake) in sorted {
      // Equal mistakes share their location, so only the last few can be equal to this one.
      let known = distinct.reversed().prefix { $0.location == mistake.location }
      if !known.contains(mistake) { distinct.append(mistake) }
    }
    return SuiteMistakes(mistakes: distinct, isCut: isCut)
  }

  /// Ends the reading of the file if a mistake was added.
  ///
  /// - Throws: ``SuiteMistakes`` with all of them.
  public func throwIfAny() throws(SuiteMistakes) {
    if !isEmpty { throw mistakes }
  }
}
