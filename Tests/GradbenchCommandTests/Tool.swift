import Foundation
import GradCommandLine
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

  let process: ChildProcess
  private let arguments: [String]
  private let folder = FileManager.default.temporaryDirectory
    .appending(path: "gradbench-\(UUID().uuidString)")

  /// Starts the tool.
  ///
  /// - Parameters:
  ///   - workingFolder: Where relative paths lead; a place of its own by default.
  ///   - closesOutput: Whether nobody reads what it prints.
  ///   - limits: Words of the shell that are said before the tool is started, such as `ulimit -f 8`.
  ///   - redirections: What the shell does with its streams, such as `2>&-`.
  init(
    _ arguments: [String], input: Data = Data(), workingFolder: String? = nil,
    closesOutput: Bool = false, limits: String = ":", redirections: String = ""
  ) throws {
    self.arguments = arguments
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try input.write(to: folder.appending(path: "input"))
    var streams: [Int32] = []
    defer { for stream in streams { close(stream) } }
    streams.append(try Tool.open(folder.appending(path: "input"), O_RDONLY))
    // Files, and not pipes, so that a tool that prints much never waits for the test.
    streams.append(try Tool.open(folder.appending(path: "output"), O_WRONLY | O_CREAT))
    streams.append(try Tool.open(folder.appending(path: "error"), O_WRONLY | O_CREAT))
    if closesOutput {
      // A pipe whose reader has gone, with a name so that no other process can inherit that reader.
      let pipe = folder.appending(path: "pipe")
      guard mkfifo(pipe.path, 0o600) == 0 else { throw Failure(text: "no pipe at \(pipe.path)") }
      let reader = try Tool.open(pipe, O_RDONLY | O_NONBLOCK)
      defer { close(reader) }
      close(streams[1])
      streams[1] = try Tool.open(pipe, O_WRONLY)
    }
    var environment = ProcessInfo.processInfo.environment
    environment["COLUMNS"] = "80"
    // The shell changes the folder, for which the system's call is not everywhere.
    process = try ChildProcess(
      "/bin/sh",
      [
        "-c", "cd \"$1\" && shift && \(limits) && exec \"$@\" \(redirections)", "sh",
        workingFolder ?? folder.path, Tool.executable().path,
      ] + arguments, environment: environment, input: streams[0], output: streams[1],
      error: streams[2], resetsSignals: true)
  }

  private static func open(_ file: URL, _ flags: Int32) throws -> Int32 {
    let descriptor = Foundation.open(file.path, flags | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(text: "\(file.path) cannot be opened") }
    return descriptor
  }

  /// Runs the tool to its end.
  @discardableResult
  static func run(
    _ arguments: [String], input: String = "", workingFolder: String? = nil,
    closesOutput: Bool = false, limits: String = ":", redirections: String = ""
  ) throws -> Result {
    try Tool(
      arguments, input: Data(input.utf8), workingFolder: workingFolder,
      closesOutput: closesOutput, limits: limits, redirections: redirections
    ).finish()
  }

  /// Interrupts the tool while it works on the run folder `out`.
  ///
  /// When it gets so far is up to the machine: an interrupt that came before anything was done is
  /// tried again, four times as late.
  ///
  /// - Parameters:
  ///   - signals: Sent one after the other.
  ///   - gap: Seconds between them.
  static func interrupted(
    _ arguments: [String], in workspace: Workspace, by signals: [Int32] = [SIGINT],
    gap: TimeInterval = 0, limits: String = ":", until isUnderWay: (Result) -> Bool
  ) throws -> Result {
    func interrupted(after pause: TimeInterval) throws -> Result {
      let tool = try Tool(arguments, limits: limits)
      _ = tool.waits(while: { !workspace.exists("out/.unfinished") })
      Thread.sleep(forTimeInterval: pause)
      for (index, signal) in signals.enumerated() {
        if index > 0 { Thread.sleep(forTimeInterval: gap) }
        tool.send(signal)
      }
      return try tool.finish()
    }
    for pause in [0.5, 2, 8] {
      let result = try interrupted(after: pause)
      if isUnderWay(result) { return result }
      if workspace.exists("out") {
        try FileManager.default.removeItem(atPath: workspace.file("out"))
      }
    }
    return try interrupted(after: 32)
  }

  /// Waits until something is no longer so; false if that takes too long.
  func waits(while goesOn: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: Tool.patience)
    while goesOn() {
      guard Date() < deadline else { return false }
      Thread.sleep(forTimeInterval: 0.005)
    }
    return true
  }

  func send(_ signal: Int32) { process.send(signal) }

  /// Waits for the end; a tool that hangs is killed.
  func finish() throws -> Result {
    defer { try? FileManager.default.removeItem(at: folder) }
    switch process.wait(atMost: Tool.patience) {
    case .exited(let code):
      return Result(code: code, output: try text("output"), error: try text("error"))
    case nil:
      process.end()
      throw Failure(text: "\(arguments) did not end: \(try text("error"))")
    case let ending?: throw Failure(text: "\(arguments): \(ending): \(try text("error"))")
    }
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
