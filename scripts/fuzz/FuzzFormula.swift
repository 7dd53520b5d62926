import GradFuzzing

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzFormula(_ start: UnsafeRawPointer?, _ count: Int) -> CInt {
  FuzzTarget.formula(Array(UnsafeRawBufferPointer(start: start, count: count)))
  return 0
}
