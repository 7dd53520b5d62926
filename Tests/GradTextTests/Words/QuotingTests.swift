import GradText
import Testing

@Suite struct QuotingTests {
  @Test(arguments: [
    ("adam", "'adam'"), ("", "''"), ("größe ∇", "'größe ∇'"), ("a\nb\tc\r", "'a\\nb\\tc\\r'"),
    ("\u{1B}[31m", "'\\u{1B}[31m'"), ("a\u{202E}b", "'a\\u{202E}b'"), ("\u{2028}", "'\\u{2028}'"),
    ("\u{0}", "'\\u{0}'"), ("\u{FFFD}", "'\\u{FFFD}'"), ("\u{85}", "'\\u{85}'"),
    ("\u{E000}", "'\\u{E000}'"), ("\r\n", "'\\r\\n'"),
  ])
  func invisibleCharactersAreShownAsEscapes(text: String, shown: String) {
    #expect(quoted(text) == shown)
  }

  @Test func longTextIsCut() {
    let text = String(repeating: "x", count: 1_000_000)
    #expect(quoted(text, limit: 5) == "'xxxxx…'")
    #expect(quoted("xxxxx", limit: 5) == "'xxxxx'")
    #expect(printable(text, limit: nil) == text)
  }
}
