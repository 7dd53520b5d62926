import Foundation
import Testing

/// The built `gradbench`, started as a user starts it.
struct Tool {
  /// What a process left: exit code and both streams.
  struct Result {
    var code: Int32
    var output: String
    var error: String

    var errorLines: [String] { error.split(separator: "\n").map(String.init) }
  }

  /// Longer means that the tool hangs: the longest command here takes seconds.
  static let patience: TimeInterval = 120

  private let process = Process()
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "gradbench-\(UUID().uuidString)")
  private let streams: [FileHandle]

  /// Starts the tool.
  ///
  /// - Parameters:
  ///   - workingFolder: Where relative paths lead; a place of its own by default.
  ///   - closesOutput: Whether nobody reads what it prints.
  init(
    _ arguments: [String], input: Data = Data(), workingFolder: String? = nil,
    closesOutput: Bool = false
  ) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try input.write(to: folder.appending(path: "input"))
    var streams = [try FileHandle(forReadingFrom: folder.appending(path: "input"))]
    // Files, and not pipes, so that a tool that prints much never waits for the test.
    for name in ["output", "error"] {
      let file = folder.appending(path: name)
      try Data().write(to: file)
      streams.append(try FileHandle(forWritingTo: file))
    }
    self.streams = streams
    process.executableURL = try Tool.executable()
    process.arguments = arguments
    process.currentDirectoryURL = workingFolder.map { URL(filePath: $0) } ?? folder
    var environment = ProcessInfo.processInfo.environment
    environment["COLUMNS"] = "80"
    process.environment = environment
    process.standardInput = streams[0]
    process.standardError = streams[2]
    if closesOutput {
      let pipe = Pipe()
      try pipe.fileHandleForReading.close()
      process.standardOutput = pipe
    } else {
      process.standardOutput = streams[1]
    }
    try process.run()
  }

  /// Runs the tool to its end.
  @discardableResult
  static func run(
    _ arguments: [String], input: String = "", workingFolder: String? = nil,
    closesOutput: Bool = false
  ) throws -> Result {
    try Tool(
      arguments, input: Data(input.utf8), workingFolder: workingFolder, closesOutput: closesOutput
    ).finish()
  }

  /// Interrupts the tool while it works on the run folder `out`.
  ///
  /// When it gets so far is up to the machine: an interrupt that came before anything was done is
  /// tried again, four times as late.
  static func interrupted(
    _ arguments: [String], in workspace: Workspace, until isUnderWay: (Result) -> Bool
  ) throws -> Result {
    for pause in [0.5, 2, 8] {
      let result = try interrupted(arguments, in: workspace, after: pause)
      if isUnderWay(result) { return result }
      if workspace.exists("out") {
        try FileManager.default.removeItem(atPath: workspace.file("out"))
      }
    }
    return try interrupted(arguments, in: workspace, after: 32)
  }

  private static func interrupted(
    _ arguments: [String], in workspace: Workspace, after pause: TimeInterval
  ) throws -> Result {
    let tool = try Tool(arguments)
    let deadline = Date(timeIntervalSinceNow: Tool.patience)
    while !workspace.exists("out/.unfinished"), Date() < deadline {
      Thread.sleep(forTimeInterval: 0.005)
    }
    Thread.sleep(forTimeInterval: pause)
    tool.interrupt()
    return try tool.finish()
  }

  /// Presses the interrupt key.
  func interrupt() { process.interrupt() }

  /// Waits for the end; a tool that hangs is killed.
  func finish() throws -> Result {
    let deadline = Date(timeIntervalSinceNow: Tool.patience)
    while process.isRunning {
      if Date() > deadline {
        kill(process.processIdentifier, SIGKILL)
        throw Failure(text: "\(process.arguments ?? []) did not end")
      }
      Thread.sleep(forTimeInterval: 0.002)
    }
    if process.terminationReason == .uncaughtSignal {
      throw Failure(
        text: "\(process.arguments ?? []) ended by signal \(process.terminationStatus): "
          + (try text("error")))
    }
    for stream in streams { try stream.close() }
    let result = Result(
      code: process.terminationStatus, output: try text("output"), error: try text("error"))
    try FileManager.default.removeItem(at: folder)
    return result
  }

  private func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  /// Why a command could not be judged.
  struct Failure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }

  /// The tool that was built together with this test: beside the test bundle, wherever that is.
  static func executable() throws -> URL {
    let places =
      CommandLine.arguments.map { URL(filePath: $0) } + [Bundle.main.bundleURL]
      + Bundle.allBundles.map(\.bundleURL)
    for place in places {
      var folder = place
      while folder.pathComponents.count > 1 {
        folder.deleteLastPathComponent()
        let tool = folder.appending(path: "gradbench")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: tool.path, isDirectory: &isFolder),
          !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: tool.path)
        {
          return tool
        }
      }
    }
    throw Failure(text: "no gradbench beside \(places.map(\.path))")
  }

  /// The repository that the tests belong to.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func suite(_ name: String) -> String {
    repository.appending(path: "suites/\(name).json").path
  }
}
