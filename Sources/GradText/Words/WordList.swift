/// The first words with commas between them, and `…` where there are more: `1, 2, 3, …`.
public func listText(_ words: some Collection<String>, first limit: Int) -> String {
  let shown = words.prefix(limit).joined(separator: ", ")
  return words.count > limit ? shown + ", …" : shown
}

/// The first words, and behind them how many there are beyond: `adam`, `adamw`, `3 more`.
public func firstWords(_ words: [String], limit: Int) -> [String] {
  words.count > limit ? words.prefix(limit) + ["\(words.count - limit) more"] : words
}

/// Words as a sentence names them: `a`, `a and b`, `a, b and c`; with another conjunction
/// `a, b or c`. Of no words it is empty.
public func enumeration(_ words: [String], _ conjunction: String = "and") -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
}
