import GradText
import Testing

@Suite struct SuggestionTests {
  static let ids = [
    "gradient-descent", "momentum", "adam", "adamw", "adagrad", "l-bfgs", "bfgs", "rosenbrock",
    "learningRates", "batchSizes", "sin", "cos", "sinh", "exp",
  ]

  @Test(arguments: [
    ("adm", "adam"), ("Adam", "adam"), ("adma", "adam"), ("adamm", "adam"), ("lbfgs", "l-bfgs"),
    ("learning_rates", "learningRates"), ("batchsizes", "batchSizes"),
    ("learningRate", "learningRates"),
    ("gradientdescent", "gradient-descent"), ("rosenbork", "rosenbrock"), ("sn", "sin"),
    ("ada", "adam"), ("rosen", "rosenbrock"), ("grad", "gradient-descent"),
  ])
  func misspeltNameFindsWhatWasMeant(written: String, meant: String) {
    #expect(closest(to: written, in: Self.ids) == meant)
  }

  @Test(arguments: ["", "x", "zz", "newton", "tan-h", "levenberg-marquardt"])
  func farNameHasNoSuggestion(written: String) {
    #expect(closest(to: written, in: Self.ids) == nil)
  }

  @Test func hugeNameHasNoSuggestion() {
    #expect(closest(to: String(repeating: "a", count: 1_000_000), in: Self.ids) == nil)
    #expect(closest(to: "adam", in: [String(repeating: "adam", count: 250_000)]) == nil)
  }

  @Test func swapOfNeighboursCountsOnce() {
    // Two replacements would be too many for a word of four letters.
    #expect(closest(to: "aadm", in: ["adam"]) == "adam")
    #expect(closest(to: "bdbm", in: ["adam"]) == nil)
  }

  @Test func sentenceHasASpaceInFront() {
    #expect(didYouMean("adm", in: Self.ids) == " Did you mean 'adam'?")
    #expect(didYouMean("newton", in: Self.ids) == "")
    #expect(didYouMean("job", in: ["jobs"], prefix: "--") == " Did you mean '--jobs'?")
  }
}
