import GradText
import Testing

@Suite struct WordListTests {
  @Test(arguments: [(0, ""), (1, "a"), (2, "a, b"), (3, "a, b, …")])
  func longListsEndInAnEllipsis(count: Int, text: String) {
    #expect(listText(["a", "b", "c"].prefix(count), first: 2) == text)
  }

  @Test(arguments: [(2, ["a", "b"]), (3, ["a", "b", "1 more"]), (0, [])])
  func wordsBeyondTheLimitAreCounted(count: Int, words: [String]) {
    #expect(firstWords(Array(["a", "b", "c"].prefix(count)), limit: 2) == words)
  }

  @Test(arguments: [(0, ""), (1, "a"), (2, "a or b"), (3, "a, b or c")])
  func enumerationsEndInTheConjunction(count: Int, text: String) {
    #expect(enumeration(Array(["a", "b", "c"].prefix(count)), "or") == text)
  }
}
