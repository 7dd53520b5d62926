import GradText
import Testing

@testable import GradReport

@Suite struct PhraseTests {
  @Test func interpolationKeepsWhatEachPieceIs() {
    let inner: Phrase = "of \(text: "t")"
    let phrase: Phrase = "a \(code: "c") \(strong: "s") \(inner) \(literal: "l")"
    #expect(
      phrase.spans == [
        .literal("a "), .code("c"), .literal(" "), .strong("s"), .literal(" "), .literal("of "),
        .text("t"), .literal(" "), .literal("l"),
      ])
    #expect(phrase.plain == "a c s of t l")
    #expect((Phrase() as Phrase).isEmpty)
    #expect(("\(text: "")" as Phrase).isEmpty)
  }

  @Test(arguments: 0...5)
  func enumerationsAreThoseOfPlainWords(count: Int) {
    let words = (0..<count).map(String.init)
    let phrases = words.map { Phrase([.code($0)]) }
    #expect(phrases.enumerated.plain == enumeration(words))
    #expect(phrases.first(3).map(\.plain) == firstWords(words, limit: 3))
    #expect(phrases.joined(separator: " · ").plain == words.joined(separator: " · "))
  }
}
