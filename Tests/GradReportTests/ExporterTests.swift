import Foundation
import GradReport
import GradResults
import Testing

@Suite struct ExporterTests {
  @Test func namesAndFilesAreDistinct() {
    let run = SyntheticRun.convex.run
    let report = Report(run, summary: Summary(run))
    let all = Exporters.all
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(Set(all.map { $0.file(of: report).name }).count == all.count)
    for exporter in all { #expect(Exporters.named(exporter.name)?.name == exporter.name) }
    #expect(Exporters.named("Markdown") == nil)
    #expect(Exporters.markdown.file(of: report).text == report.markdown)
    #expect(Exporters.json.file(of: report).text == report.json)
  }

  @Test(arguments: Exporters.all.map(\.name))
  func writesItsFileIntoAFolder(name: String) throws {
    let run = SyntheticRun.convex.run
    let report = Report(run, summary: Summary(run))
    let path = FileManager.default.temporaryDirectory.appending(
      path: "exporters-\(UUID().uuidString)"
    ).path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let exporter = try #require(Exporters.named(name))
    let file = try exporter.write(report, to: .forReports(at: path))
    #expect(try FileManager.default.contentsOfDirectory(atPath: path) == [file])
    #expect(
      try String(contentsOfFile: path + "/" + file, encoding: .utf8)
        == exporter.file(of: report).text)
  }
}
