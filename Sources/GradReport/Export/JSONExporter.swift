/// `report.json`.
struct JSONExporter: Exporter {
  let name = "json"
  let summary = "for programs"

  func file(of report: Report) -> ExportedFile {
    ExportedFile(name: "report.json", text: report.json)
  }
}
