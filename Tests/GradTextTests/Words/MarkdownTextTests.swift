import GradText
import Testing

@Suite struct MarkdownTextTests {
  @Test(arguments: [
    ("2*x + <b> a_b `d`", "2\\*x + &lt;b> a\\_b \\`d\\`"),
    ("a|b [c](d) ~e~", "a\\|b \\[c\\](d) \\~e\\~"),
    ("$x$ & \\", "\\$x\\$ &amp; \\\\"), ("two\r\nlines\tand", "two lines and"),
    ("\u{1B}[2J", "\\\\u{1B}\\[2J"), ("a\u{202E}b", "a\\\\u{202E}b"), ("größe ∇²", "größe ∇²"),
  ])
  func textIsShownAsItIs(text: String, shown: String) {
    #expect(MarkdownText.escaped(text) == shown)
  }

  @Test(arguments: [
    ("adam", "`adam`"), ("a`b|c", "`a'b\\|c`"), ("two\nlines", "`two lines`"),
    ("\u{202E}x", "`\\u{202E}x`"), ("a_b*c", "`a_b*c`"),
  ])
  func codeStaysOneSpan(text: String, shown: String) {
    #expect(MarkdownText.code(text) == shown)
  }
}
