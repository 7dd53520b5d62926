import GradCore
import GradText

/// Reads JSON with `//` and `/* */` comments and trailing commas, and keeps where everything stands.
///
/// Foundation's reader gives no positions, drops duplicate keys in silence and loses the order of
/// keys; this one keeps them all, so that a mistake can be told by line and column. Whatever can
/// be read past is read past, so that one reading tells many mistakes: duplicate keys, numbers
/// that JSON does not have (`NaN`, `+1`, `.5`, `010`) or a `Double` cannot hold (`1e999`, but
/// also `1e-999`, which would silently become 0), bad escapes, lone surrogates and control
/// characters in a text. A missing bracket, comma or colon ends the reading.
///
/// The limits below bound memory and time whatever the input; reading is linear in its size.
public struct JSONReader {
  /// The largest text in bytes: 16 MiB.
  public static let mostBytes = 16 << 20
  /// How deep lists and objects may stand in each other.
  public static let mostDepth = 64
  /// How many values a text may hold, lists and objects included. A text of 16 MiB has room for
  /// eight million, which would take a gigabyte.
  public static let mostValues = 2_000_000

  /// The reading cannot go on; the mistake is in `mistakes`.
  struct Stop: Error {}

  let bytes: [UInt8]
  var position: Int
  var lines: LineCounter
  var mistakes: MistakeCollector
  private var path: [SuitePath.Step] = []
  private var valuesLeft = JSONReader.mostValues

  private init(_ bytes: [UInt8], from position: Int, mistakes: MistakeCollector) {
    self.bytes = bytes
    self.position = position
    self.mistakes = mistakes
    lines = LineCounter(from: position)
  }

  /// Reads a text that holds one value.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, with or without a byte order mark.
  ///   - mistakes: Every mistake found is added here.
  /// - Returns: The value, or nothing where the text has no readable structure. Values with a
  ///   mistake of their own are ``JSONNode/Kind/broken``.
  public static func read(_ bytes: [UInt8], mistakes: inout MistakeCollector) -> JSONNode? {
    if bytes.count > mostBytes {
      mistakes.add(
        at: .start, nil,
        "the file has \(bytes.count) bytes; a suite may have at most \(mostBytes).")
      return nil
    }
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    if let invalid = firstInvalidUTF8(in: bytes) {
      var lines = LineCounter(from: min(start, invalid))
      let hex = String(bytes[invalid], radix: 16, uppercase: true)
      let kind = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      mistakes.add(
        at: lines.location(of: invalid, in: bytes), nil,
        "the byte 0x\(hex) at offset \(invalid) is not UTF-8"
          + (kind ? "; the file looks like UTF-16." : ".") + " Save the file as UTF-8.")
      return nil
    }
    var reader = JSONReader(bytes, from: start, mistakes: mistakes)
    defer { mistakes = reader.mistakes }
    return try? reader.document()
  }

  private mutating func document() throws(Stop) -> JSONNode {
    try skipBlanks()
    if peek == nil { throw stop("the file holds no value, but should hold an object: {…}.") }
    let node = try value()
    try skipBlanks()
    if peek != nil { throw stop("expected the end of the file, but found \(found).") }
    return node
  }

  // MARK: Values

  /// Reads the value that begins here. Recursion is bounded by ``mostDepth``.
  private mutating func value() throws(Stop) -> JSONNode {
    let location = here
    if valuesLeft == 0 {
      throw stop("the file holds more than \(Self.mostValues) values.")
    }
    valuesLeft -= 1
    if mistakes.isFull { throw stop("the rest of the file was not read.") }
    switch peek {
    case UInt8(ascii: "{")?: return JSONNode(.object(try object(at: location)), at: location)
    case UInt8(ascii: "[")?: return JSONNode(.array(try array(at: location)), at: location)
    case UInt8(ascii: "\"")?:
      let text = try text(at: location)
      return JSONNode(text.map { .string($0) } ?? .broken, at: location)
    case let byte? where Self.isWordByte(byte): return JSONNode(word(at: location), at: location)
    default: throw stop("expected a value, but found \(found).")
    }
  }

  private mutating func array(at open: SourceLocation) throws(Stop) -> [JSONNode] {
    try enter(at: open)
    var elements: [JSONNode] = []
    while try !closes(with: UInt8(ascii: "]"), open: open, what: "list") {
      path[path.count - 1] = .index(elements.count)
      elements.append(try value())
      try separator(before: UInt8(ascii: "]"), open: open, what: "list")
    }
    path.removeLast()
    return elements
  }

  private mutating func object(at open: SourceLocation) throws(Stop) -> JSONObject {
    try enter(at: open)
    var members: [JSONObject.Member] = []
    var names = NameTable()
    while try !closes(with: UInt8(ascii: "}"), open: open, what: "object") {
      let location = here
      let name = try key(at: location)
      try skipBlanks()
      guard take(UInt8(ascii: ":")) else {
        throw stop("expected ':' behind the key, but found \(found).")
      }
      try skipBlanks()
      let first = name.flatMap { names.insert($0, at: members.count, in: members) }
      if let name { path[path.count - 1] = .key(name) }
      if let first, let name {
        tell(
          at: location,
          ": the key \(quoted(name)) stands here again; it was first given at "
            + "\(members[first].nameLocation).", at: path.dropLast())
      }
      let node = try value()
      if let name, first == nil {
        members.append(JSONObject.Member(name: name, nameLocation: location, value: node))
      }
      try separator(before: UInt8(ascii: "}"), open: open, what: "object")
    }
    path.removeLast()
    return JSONObject(members: members)
  }

  /// A key in quotes, or a bare word, which is a mistake that can be read past. Nothing if the
  /// key cannot be told.
  private mutating func key(at location: SourceLocation) throws(Stop) -> String? {
    if peek == UInt8(ascii: "\"") { return try text(at: location) }
    guard let byte = peek, Self.isWordByte(byte) else {
      throw stop("expected a key in double quotes, but found \(found).")
    }
    let name = takeWord()
    mistakes.add(at: location, nil, "the key \(quoted(name)) must stand in double quotes.")
    return name
  }

  // MARK: Structure

  private mutating func enter(at open: SourceLocation) throws(Stop) {
    if path.count == Self.mostDepth {
      throw stop("more than \(Self.mostDepth) lists and objects stand in each other.")
    }
    path.append(.index(0))
    position += 1
  }

  /// Takes the closing bracket if it comes next.
  private mutating func closes(
    with bracket: UInt8, open: SourceLocation, what: String
  ) throws(Stop) -> Bool {
    try skipBlanks()
    if peek == nil { throw stop("the file ends inside the \(what) that begins at \(open).") }
    return take(bracket)
  }

  /// Takes a comma, or sees that the closing bracket comes next.
  private mutating func separator(
    before bracket: UInt8, open: SourceLocation, what: String
  ) throws(Stop) {
    try skipBlanks()
    if peek == bracket || take(UInt8(ascii: ",")) { return }
    if peek == nil { throw stop("the file ends inside the \(what) that begins at \(open).") }
    let close = String(Unicode.Scalar(bracket))
    throw stop(
      "expected ',' or '\(close)' in the \(what) that begins at \(open), but found \(found).")
  }

  // MARK: Telling mistakes

  /// Adds a mistake of the value that is being read.
  mutating func tell(at location: SourceLocation, _ message: @autoclosure () -> String) {
    tell(at: location, message(), at: path[...])
  }

  private mutating func tell(
    at location: SourceLocation, _ message: @autoclosure () -> String,
    at steps: ArraySlice<SuitePath.Step>
  ) {
    mistakes.add(at: location, SuitePath(steps: Array(steps)), message())
  }

  /// Adds a mistake at the current position that ends the reading.
  mutating func stop(_ message: String) -> Stop {
    mistakes.add(at: here, nil, message)
    return Stop()
  }

  /// Adds a mistake at an earlier place that ends the reading.
  mutating func stop(at location: SourceLocation, _ message: String) -> Stop {
    mistakes.add(at: location, nil, message)
    return Stop()
  }
}
