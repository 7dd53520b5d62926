import GradCore
import GradText

/// One column of a table of a run folder, declared once: what it is called and means, how its value
/// is written and how it is read back. The documentation of columns is made from it.
///
/// An empty field says *not applicable, not measured or not reached*.
package struct Column<Row>: Sendable {
  /// What a field may hold, as the documentation names it.
  package enum Kind: String, Sendable {
    case text, integer, number
    case flag = "0 or 1"
    case hexadecimal = "16 hexadecimal digits"

    /// As ``CSVDigest`` tells columns apart.
    var letter: String {
      switch self {
      case .integer, .number, .flag: "n"
      case .text, .hexadecimal: "t"
      }
    }
  }

  package let name: String
  package let kind: Kind
  /// One line without a full stop, with the unit where there is one.
  package let meaning: String
  package let write: @Sendable (Row, inout CSVWriter) -> Void
  /// Takes the field of the reader's row; does nothing for what another column tells.
  package let read: @Sendable (CSVReader, Int, inout Row) throws(CSVError) -> Void
  /// The first format of run folders that has the column.
  package private(set) var format = 1

  package init(
    _ name: String, _ kind: Kind, _ meaning: String,
    write: @escaping @Sendable (Row, inout CSVWriter) -> Void,
    read: @escaping @Sendable (CSVReader, Int, inout Row) throws(CSVError) -> Void = {
      _, _, _ throws(CSVError) in
    }
  ) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.write = write
    self.read = read
  }
}

extension Column {
  /// The column, which older folders do not have: it stands at the end of its table.
  package func since(format: Int) -> Column {
    var column = self
    column.format = format
    return column
  }
}

// MARK: The kinds of columns

extension Column {
  package typealias Getter<Value> = @Sendable (Row) -> Value
  package typealias Setter<Value> = @Sendable (inout Row, Value) -> Void

  /// Derived from other columns, and so not read.
  package static func derived(_ name: String, _ meaning: String, _ get: @escaping Getter<Double?>)
    -> Column
  {
    Column(name, .number, meaning, write: { $1.number(get($0)) })
  }

  package static func text(
    _ name: String, _ meaning: String, _ get: @escaping Getter<String>,
    _ set: @escaping Setter<String> = { _, _ in }
  ) -> Column {
    Column(
      name, .text, meaning, write: { $1.text(get($0)) },
      read: { reader, at, row throws(CSVError) in set(&row, reader.text(at)) })
  }

  /// A word of a closed list: `expected` says in an error what it must be.
  package static func word<Value>(
    _ name: String, _ meaning: String, expected: String, _ get: @escaping Getter<String>,
    parse: @escaping @Sendable (String) -> Value?, _ set: @escaping Setter<Value>
  ) -> Column {
    Column(
      name, .text, meaning, write: { $1.text(get($0)) },
      read: { reader, at, row throws(CSVError) in
        guard let value = parse(reader.text(at)) else { throw reader.mistake(at, expected) }
        set(&row, value)
      })
  }

  /// A count that is always there.
  package static func count(
    _ name: String, _ meaning: String, _ get: @escaping Getter<Int>,
    _ set: @escaping Setter<Int> = { _, _ in }
  ) -> Column {
    Column(
      name, .integer, meaning, write: { $1.integer(get($0)) },
      read: { reader, at, row throws(CSVError) in set(&row, try reader.count(at)) })
  }

  /// A whole number that may be missing.
  package static func integer(
    _ name: String, _ meaning: String, _ get: @escaping Getter<Int?>,
    _ set: @escaping Setter<Int?> = { _, _ in }
  ) -> Column {
    Column(
      name, .integer, meaning, write: { $1.integer(get($0)) },
      read: { reader, at, row throws(CSVError) in set(&row, try reader.integer(at)) })
  }

  /// A number; NaN is not measured, and empty.
  package static func number(
    _ name: String, _ meaning: String, _ get: @escaping Getter<Double>,
    _ set: @escaping Setter<Double> = { _, _ in }
  ) -> Column {
    Column(
      name, .number, meaning, write: { $1.number(get($0)) },
      read: { reader, at, row throws(CSVError) in set(&row, try reader.number(at) ?? .nan) })
  }

  /// A number that was found; NaN is written `nan`.
  package static func measured(_ name: String, _ meaning: String, _ get: @escaping Getter<Double>)
    -> Column
  {
    Column(name, .number, meaning, write: { $1.measured(get($0)) })
  }

  /// A number that may be missing.
  package static func optional(
    _ name: String, _ meaning: String, _ get: @escaping Getter<Double?>,
    _ set: @escaping Setter<Double?> = { _, _ in }
  ) -> Column {
    Column(
      name, .number, meaning, write: { $1.number(get($0)) },
      read: { reader, at, row throws(CSVError) in set(&row, try reader.number(at)) })
  }

  package static func flag(
    _ name: String, _ meaning: String, _ get: @escaping Getter<Bool>,
    _ set: @escaping Setter<Bool> = { _, _ in }
  ) -> Column {
    Column(
      name, .flag, meaning, write: { $1.flag(get($0)) },
      read: { reader, at, row throws(CSVError) in set(&row, try reader.flag(at) ?? false) })
  }

  package static func hexadecimal(
    _ name: String, _ meaning: String, _ get: @escaping Getter<UInt64>,
    _ set: @escaping Setter<UInt64> = { _, _ in }
  ) -> Column {
    Column(
      name, .hexadecimal, meaning, write: { $1.hexadecimal(get($0)) },
      read: { reader, at, row throws(CSVError) in set(&row, try reader.hexadecimal(at)) })
  }

  /// The column as one of a wider row that holds `part`.
  package func of<Wide>(
    _ get: @escaping @Sendable (Wide) -> Row, _ set: @escaping @Sendable (inout Wide, Row) -> Void
  ) -> Column<Wide> {
    Column<Wide>(
      name, Column<Wide>.Kind(rawValue: kind.rawValue) ?? .text, meaning,
      write: { [write] in write(get($0), &$1) },
      read: { [read] reader, at, wide throws(CSVError) in
        var part = get(wide)
        try read(reader, at, &part)
        set(&wide, part)
      }
    ).since(format: format)
  }
}
