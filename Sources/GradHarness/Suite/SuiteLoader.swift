import GradCore

/// Reads, checks and plans suites.
///
///     let plan = try SuiteLoader(catalogs: catalogs).load(path: "suites/convex.json")
///
/// The whole suite is checked before anything runs, and every mistake in it is told at once, with
/// line and column, in the order of the file.
public struct SuiteLoader: Sendable {
  public let catalogs: Catalogs
  public let options: PlanOptions

  public init(catalogs: Catalogs, options: PlanOptions = PlanOptions()) {
    self.catalogs = catalogs
    self.options = options
  }

  /// The plan of a suite file.
  ///
  /// - Parameter path: As the user named it; it stands in front of every mistake.
  /// - Throws: ``SuiteError``: the file cannot be read, or has mistakes.
  public func load(path: String) throws(SuiteError) -> Plan {
    try load(bytes: SuiteFile.bytes(at: path), name: path)
  }

  /// The plan of a suite's bytes, from standard input, say.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8; more than ``JSONReader/mostBytes`` are a mistake.
  ///   - name: What stands in front of mistakes, such as `-`.
  public func load(bytes: [UInt8], name: String) throws(SuiteError) -> Plan {
    var mistakes = MistakeCollector(file: name)
    guard let node = JSONReader.read(bytes, mistakes: &mistakes) else {
      throw .mistakes(mistakes.mistakes)
    }
    var decoder = SuiteDecoder(catalogs: catalogs, mistakes: mistakes)
    let text = String(decoding: bytes, as: UTF8.self)
    guard let draft = decoder.decode(node, text: text) else {
      throw .mistakes(decoder.mistakes.mistakes)
    }
    var planner = Planner(
      catalogs: catalogs, options: options, draft: draft, mistakes: decoder.mistakes)
    let plan = planner.plan()
    guard planner.mistakes.isEmpty else { throw .mistakes(planner.mistakes.mistakes) }
    return plan
  }
}
