import GradCore
import Testing

/// An id with its values, and the text that it is written as and read from.
@Suite struct ConfigurationTests {
  private static let parameters: [Parameter] = [
    .integer("every", 1...100, default: 10, ""), .number("factor", .positive, default: 0.5, ""),
    .flag("rotation", default: false, ""), .choice("unit", ["iterations", "dataPasses"], ""),
  ]

  @Test func onlyWhatIsNoDefaultStandsInTheText() {
    let values = ParameterValues(
      Self.parameters,
      given: ["unit": .text("dataPasses"), "factor": .number(1e-7), "every": .integer(10)])
    let configuration = Configuration(id: "step", values, of: Self.parameters)
    #expect(configuration.text == "step:factor=1e-07,unit=dataPasses")
    #expect(configuration["factor"] == .number(1e-7))
    #expect(configuration["every"] == nil)
    let hidden = Configuration(id: "step", values, of: Self.parameters, without: "unit")
    #expect(hidden.text == "step:factor=1e-07")
    #expect(configuration.without("unit") == hidden)
    #expect(
      Configuration(id: "step", ParameterValues(Self.parameters), of: Self.parameters).text
        == "step")
  }

  @Test(arguments: [
    "constant", "step:every=5", "quadratic:conditionNumber=10000,rotation=true", "a:b", "a:=1", "",
    ":", "x:y=", "name with: colon", "z:b=2,a=1",
  ])
  func anyTextReadsBackToItself(text: String) {
    #expect(Configuration(text: text).text == text)
  }

  @Test func wholeNumbersAreOneNumberHoweverTheyWereRead() {
    let made = Configuration(id: "q", values: [NamedValue(name: "k", value: .number(10))])
    #expect(made == Configuration(text: "q:k=10"))
    #expect(made.hashValue == Configuration(text: "q:k=10").hashValue)
    #expect(Configuration(text: "q:k=10")["k"]?.number == 10)
  }

  @Test func valuesReadBackInTheirKinds() throws {
    let values = try #require([NamedValue](text: "a=1;b=0.5;c=true;d=word;e=", separator: ";"))
    #expect(
      values.map(\.value) == [.integer(1), .number(0.5), .flag(true), .text("word"), .text("")])
    #expect(values.text(separator: ";") == "a=1;b=0.5;c=true;d=word;e=")
    #expect([NamedValue](text: "a=1;b", separator: ";") == nil)
    #expect([NamedValue](text: "", separator: ";") == [])
  }

  @Test func choicesAmongNumbersTakeNumbers() {
    let width = Parameter.choice("width", ["auto", "2", "4"], "")
    #expect((try? width.check(.integer(4)).get()) == .text("4"))
    #expect((try? width.check(.number(4)).get()) == .text("4"))
    #expect((try? width.check(.integer(3)).get()) == nil)
  }
}
