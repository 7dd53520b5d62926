#ifndef CPROCESSOR_H
#define CPROCESSOR_H

// What the code of this build may ask of a processor beyond the oldest of its architecture: a bit a
// feature, 0 where it was built for every processor.
extern const unsigned long long cprocessor_needs;

// What the build was told, GRADBENCH_CPU, and the level that this is: "native", "x86-64-v4"; both empty
// where it is for every processor.
extern const char *const cprocessor_name;
extern const char *const cprocessor_level;

enum {
  CPROCESSOR_SSE3, CPROCESSOR_SSSE3, CPROCESSOR_SSE4_1, CPROCESSOR_SSE4_2, CPROCESSOR_POPCNT,
  CPROCESSOR_AVX, CPROCESSOR_AVX2, CPROCESSOR_FMA, CPROCESSOR_F16C, CPROCESSOR_BMI,
  CPROCESSOR_BMI2, CPROCESSOR_LZCNT, CPROCESSOR_MOVBE, CPROCESSOR_GFNI, CPROCESSOR_VAES,
  CPROCESSOR_AVXVNNI, CPROCESSOR_AVX512F, CPROCESSOR_AVX512BW, CPROCESSOR_AVX512CD,
  CPROCESSOR_AVX512DQ, CPROCESSOR_AVX512VL, CPROCESSOR_AVX512IFMA, CPROCESSOR_AVX512VBMI,
  CPROCESSOR_AVX512VBMI2, CPROCESSOR_AVX512VNNI, CPROCESSOR_AVX512BITALG,
  CPROCESSOR_AVX512VPOPCNTDQ, CPROCESSOR_AVX512BF16, CPROCESSOR_AVX512FP16,
  CPROCESSOR_AVX512VP2INTERSECT
};

#endif
