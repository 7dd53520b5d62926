#include "CProcessorCheck.h"
#include "CProcessor.h"

#include <string.h>
#include <unistd.h>

// Compiled for every processor of the architecture, whatever the rest is built for.

#if defined(__x86_64__)

#define CHECK(feature, name)                                                             \
  if ((needs >> CPROCESSOR_##feature & 1) && !__builtin_cpu_supports(name)) return name;

const char *cprocessor_missing(unsigned long long needs) {
  __builtin_cpu_init();
  CHECK(SSE3, "sse3")
  CHECK(SSSE3, "ssse3")
  CHECK(SSE4_1, "sse4.1")
  CHECK(SSE4_2, "sse4.2")
  CHECK(POPCNT, "popcnt")
  CHECK(AVX, "avx")
  CHECK(AVX2, "avx2")
  CHECK(FMA, "fma")
  CHECK(F16C, "f16c")
  CHECK(BMI, "bmi")
  CHECK(BMI2, "bmi2")
  CHECK(LZCNT, "lzcnt")
  CHECK(MOVBE, "movbe")
  CHECK(GFNI, "gfni")
  CHECK(VAES, "vaes")
  CHECK(AVXVNNI, "avxvnni")
  CHECK(AVX512F, "avx512f")
  CHECK(AVX512BW, "avx512bw")
  CHECK(AVX512CD, "avx512cd")
  CHECK(AVX512DQ, "avx512dq")
  CHECK(AVX512VL, "avx512vl")
  CHECK(AVX512IFMA, "avx512ifma")
  CHECK(AVX512VBMI, "avx512vbmi")
  CHECK(AVX512VBMI2, "avx512vbmi2")
  CHECK(AVX512VNNI, "avx512vnni")
  CHECK(AVX512BITALG, "avx512bitalg")
  CHECK(AVX512VPOPCNTDQ, "avx512vpopcntdq")
  CHECK(AVX512BF16, "avx512bf16")
  CHECK(AVX512FP16, "avx512fp16")
  CHECK(AVX512VP2INTERSECT, "avx512vp2intersect")
  return 0;
}

#else

const char *cprocessor_missing(unsigned long long needs) {
  (void)needs;
  return 0;
}

#endif

static void tell(const char *text) {
  // Nothing can be done about an error here.
  ssize_t written = write(2, text, strlen(text));
  (void)written;
}

// Before main, and so before any code that was built for another processor.
__attribute__((constructor)) static void refuse_another_processor(void) {
  const char *feature = cprocessor_missing(cprocessor_needs);
  if (!feature) return;
  tell("Error: this gradbench was built with GRADBENCH_CPU=");
  tell(cprocessor_name);
  tell(" (level ");
  tell(cprocessor_level);
  tell("), but this processor lacks ");
  tell(feature);
  tell(".\nBuild it here with 'GRADBENCH_CPU=native swift build -c release', or without GRADBENCH_CPU "
       "for every processor.\n");
  _exit(69);
}
