/// The seeds or instances that a suite names: 1 … n, or a list.
enum Numbering: Sendable, Equatable {
  case first(Int)
  case list([Int])

  /// How many there are.
  var count: Int {
    switch self {
    case .first(let count): count
    case .list(let numbers): numbers.count
    }
  }

  /// The largest of them.
  var largest: Int? {
    switch self {
    case .first(let count): count
    case .list(let numbers): numbers.max()
    }
  }

  /// The numbers in order. Ask for them only after ``count`` was found small enough.
  var numbers: [Int] {
    switch self {
    case .first(let count): Array(1...max(count, 1))
    case .list(let numbers): numbers
    }
  }
}
