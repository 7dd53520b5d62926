import GradFuzzing

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSuite(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
  FuzzTarget.suite(Array(UnsafeRawBufferPointer(start: start, count: count)))
  return 0
}
