import CProcessor
import CProcessorCheck
import Foundation
import GradResults
import Testing

/// The check that a build for a level of processors makes at its start.
@Suite struct ProcessorCheckTests {
  @Test func thisBuildRunsHere() {
    #expect(cprocessor_missing(cprocessor_needs) == nil)
  }

  @Test func levelIsToldWhereOneWasAskedFor() {
    let name = String(cString: cprocessor_name)
    #expect((Machine.processorLevel == nil) == name.isEmpty)
    #expect(name.isEmpty || cprocessor_needs != 0 || !name.hasPrefix("x86-64-v"))
    #expect(!name.isEmpty || cprocessor_needs == 0)
  }

  #if os(Linux) && arch(x86_64)
    /// As the kernel calls them, in the order of the bits.
    static let flags = [
      "pni", "ssse3", "sse4_1", "sse4_2", "popcnt", "avx", "avx2", "fma", "f16c", "bmi1", "bmi2",
      "abm", "movbe", "gfni", "vaes", "avx_vnni", "avx512f", "avx512bw", "avx512cd", "avx512dq",
      "avx512vl", "avx512ifma", "avx512vbmi", "avx512_vbmi2", "avx512_vnni", "avx512_bitalg",
      "avx512_vpopcntdq", "avx512_bf16", "avx512_fp16", "avx512_vp2intersect",
    ]

    @Test func featuresAreThoseThatTheKernelLists() throws {
      let text = String(
        decoding: try #require(FileManager.default.contents(atPath: "/proc/cpuinfo")), as: UTF8.self
      )
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("flags") })
      let known = Set(line.split(separator: " "))
      #expect(Self.flags.count == CPROCESSOR_AVX512VP2INTERSECT + 1)
      for (bit, flag) in Self.flags.enumerated() {
        let isThere = cprocessor_missing(1 << UInt64(bit)) == nil
        #expect(isThere == known.contains(Substring(flag)), "\(flag)")
      }
    }
  #endif
}
