/// `report.md`.
struct MarkdownExporter: Exporter {
  let name = "markdown"
  let summary = "for people"

  func file(of report: Report) -> ExportedFile {
    ExportedFile(name: "report.md", text: report.markdown)
  }
}
