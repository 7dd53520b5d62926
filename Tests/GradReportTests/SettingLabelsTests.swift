import GradCore
import GradResults
import Testing

@testable import GradReport

/// What tables call the settings of an optimizer.
@Suite struct SettingLabelsTests {
  private static func labels(_ texts: [(String, String)]) throws -> [String] {
    let settings = try texts.map {
      try #require(Setting(optimizer: $0.0, hyperparameters: $0.1, schedule: "constant"))
    }
    let labels = SettingLabels(settings)
    return settings.map { labels[$0] }
  }

  @Test func settingsThatAllSiblingsHaveAreNotNamed() throws {
    #expect(
      try Self.labels([
        ("adam", "beta1=0.9;beta2=0.99"), ("adam", "beta1=0.9;beta2=0.999"),
        ("momentum", "momentum=0.9"), ("adam", "beta1=0.9"), ("", ""),
      ]) == ["adam beta2=0.99", "adam beta2=0.999", "momentum", "adam", ""])
    // A setting named twice is still one setting's.
    #expect(try Self.labels([("a", "x=1;x=1"), ("a", "y=2")]) == ["a x=1 x=1", "a y=2"])
  }

  /// Each setting compared with each other would be 16 million lists.
  @Test func thousandsOfSettingsAreNamedInOnePass() throws {
    let labels = try Self.labels((1...4000).map { ("adam", "beta1=0.9;epsilon=\($0)") })
    #expect(labels.count == 4000)
    #expect(labels.first == "adam epsilon=1")
    #expect(labels.last == "adam epsilon=4000")
  }
}
