import CProcessor
import Foundation

/// The computer and compiler that a run was made with.
public struct Machine: Sendable, Codable, Equatable {
  /// Cores that the process may use.
  public var cores: Int
  public var operatingSystem: String
  /// The processor's name where the system tells it.
  public var processor: String?
  /// `x86_64`; of a tool that was built for a level of processors that level, as `x86-64-v4`.
  public var architecture: String
  public var swiftVersion: String

  public init(
    cores: Int, operatingSystem: String, processor: String?, architecture: String,
    swiftVersion: String
  ) {
    self.cores = cores
    self.operatingSystem = operatingSystem
    self.processor = processor
    self.architecture = architecture
    self.swiftVersion = swiftVersion
  }

  /// This machine, now.
  public static var current: Machine {
    Machine(
      cores: ProcessInfo.processInfo.activeProcessorCount,
      operatingSystem: ProcessInfo.processInfo.operatingSystemVersionString,
      processor: processorName(), architecture: architectureName, swiftVersion: compilerVersion)
  }

  /// What the tool was built for where that is not every processor: `x86-64-v4`.
  public static let processorLevel: String? = {
    let level = String(cString: cprocessor_level)
    return level.isEmpty ? nil : level
  }()

  private static var architectureName: String {
    #if arch(x86_64)
      let name = "x86_64"
    #elseif arch(arm64)
      let name = "arm64"
    #else
      let name = "other"
    #endif
    return processorLevel ?? name
  }

  /// The compiler can be asked for *at least* a version only, so a later one reads `6.4 or later`.
  private static var compilerVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }

  private static func processorName() -> String? {
    #if canImport(Darwin)
      var size = 0
      let name = "machdep.cpu.brand_string"
      guard sysctlbyname(name, nil, &size, nil, 0) == 0, size > 1 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctlbyname(name, &bytes, &size, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    #else
      guard let bytes = FileManager.default.contents(atPath: "/proc/cpuinfo") else { return nil }
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
      where line.hasPrefix("model name") {
        guard let colon = line.firstIndex(of: ":") else { continue }
        return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      }
      return nil
    #endif
  }
}
