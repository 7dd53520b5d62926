public import GradText

/// One or more sentences, or a part of one: pieces of which each says what it is, so that every
/// writer marks and escapes them in its own way.
///
/// A literal is the program's own wording; what is put into it names its kind. A bare `String` does
/// not compile, so that nobody else's text gets in unescaped.
///
///     let phrase: Phrase = "\(code: optimizer) solves \(strong: "all") of \(text: problem)."
public struct Phrase: Sendable, Equatable {
  public var spans: [TextSpan]

  public init(_ spans: [TextSpan] = []) { self.spans = spans }

  /// The program's own words, which hold no markup.
  public init(literal: String) { spans = [.literal(literal)] }

  /// The words without any mark; not fit for a terminal, since they are not escaped.
  public var plain: String { spans.map(\.plain).joined() }

  static func += (left: inout Phrase, right: Phrase) { left.spans += right.spans }

  /// Whether there is nothing to read in it.
  public var isEmpty: Bool { spans.allSatisfy { $0.plain.allSatisfy(\.isWhitespace) } }
}

extension Phrase: ExpressibleByStringInterpolation {
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var spans: [TextSpan] = []

    public init(literalCapacity: Int, interpolationCount: Int) {}

    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { spans.append(.literal(literal)) }
    }

    public mutating func appendInterpolation(_ phrase: Phrase) { spans += phrase.spans }
    public mutating func appendInterpolation(literal: String) { appendLiteral(literal) }
    public mutating func appendInterpolation(text: String) { spans.append(.text(text)) }
    public mutating func appendInterpolation(code: String) { spans.append(.code(code)) }
    public mutating func appendInterpolation(strong: String) { spans.append(.strong(strong)) }
    public mutating func appendInterpolation(strongText: String) {
      spans.append(.strongText(strongText))
    }
    public mutating func appendInterpolation(emphasis: String) { spans.append(.emphasis(emphasis)) }
  }

  public init(stringLiteral value: String) { self.init(literal: value) }

  public init(stringInterpolation: StringInterpolation) { spans = stringInterpolation.spans }
}

extension [Phrase] {
  /// The phrases in a row, with words of the program's own between them.
  func joined(separator: String) -> Phrase {
    guard let first else { return Phrase() }
    return dropFirst().reduce(into: first) { $0 += "\(literal: separator)\($1)" }
  }

  /// `a`, `a and b`, `a, b and c`, as ``enumeration(_:_:)`` has it.
  var enumerated: Phrase {
    guard let last, count > 1 else { return first ?? "" }
    let others = Array(dropLast()).joined(separator: ", ")
    return "\(others) and \(last)"
  }

  /// The first ones, and behind them how many there are beyond.
  func first(_ limit: Int) -> [Phrase] {
    count > limit ? prefix(limit) + [Phrase(literal: "\(count - limit) more")] : self
  }
}
