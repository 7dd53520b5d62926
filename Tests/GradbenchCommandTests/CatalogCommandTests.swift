import Foundation
import GradTestSupport
import Testing

/// `list` and `describe`.
@Suite struct CatalogCommandTests {
  @Test(arguments: ["problems", "optimizers", "backends"])
  func everyListedIdCanBeDescribed(catalog: String) throws {
    let rows = parseCSV(try Tool.run(["list", catalog, "--format", "csv"]).output)
    #expect(rows.first?.first == "id")
    let ids = rows.dropFirst().map { $0[0] }
    #expect(ids.count >= 5)
    for id in ids {
      let result = try Tool.run(["describe", id])
      #expect(result.code == 0)
      #expect(result.output.hasPrefix("\(id): "))
      #expect(result.output.contains("\nFACTS:\n"))
    }
  }

  @Test(arguments: ["problems", "optimizers", "backends"])
  func formatsOfAListHoldTheSameIds(catalog: String) throws {
    let ids = parseCSV(try Tool.run(["list", catalog, "--format", "csv"]).output).dropFirst()
      .map { $0[0] }
    let json = try JSONSerialization.jsonObject(
      with: Data(try Tool.run(["list", catalog, "--format", "json"]).output.utf8))
    #expect((json as? [[String: Any]])?.map { $0["id"] as? String } == ids)
    let table = try Tool.run(["list", catalog]).output.split(separator: "\n").dropFirst(2)
    #expect(table.map { String($0.prefix { $0 != " " }) } == ids)
    let markdown = try Tool.run(["list", catalog, "--format", "markdown"]).output
    #expect(markdown.split(separator: "\n").count == ids.count + 2)
  }

  @Test func describeTakesParametersAndAnInstance() throws {
    let text = try Tool.run([
      "describe", "quadratic:dimension=3,conditionNumber=1e4,instance=2",
    ]).output
    #expect(text.contains("  dimension               3\n"))
    #expect(text.contains("  L                       10000, the gradient's Lipschitz constant\n"))
    let first = try Tool.run(["describe", "quadratic:dimension=3,conditionNumber=1e4"]).output
    #expect(text != first)
  }

  @Test func largestProblemsAreDescribedAtOnce() throws {
    let result = try Tool.run(["describe", "styblinski-tang:dimension=100000"])
    #expect(result.code == 0)
    #expect(result.output.contains("100000"))
  }

  @Test func schedulesAreDescribed() throws {
    for id in ["constant", "step", "cosine", "inverse-time", "inverse-square-root"] {
      let result = try Tool.run(["describe", id])
      #expect(result.code == 0)
      #expect(result.output.hasPrefix("\(id): Learning-rate schedule\n\n  rate of step k = "))
    }
  }
}
