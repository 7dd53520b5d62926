#include "CProcessor.h"

// Compiled for the processor of the build like all other code, and holds no code itself.

#define BIT(feature) (1ULL << CPROCESSOR_##feature)

const unsigned long long cprocessor_needs = 0
#if defined(GRADBENCH_CPU) && defined(__x86_64__)
#ifdef __SSE3__
    | BIT(SSE3)
#endif
#ifdef __SSSE3__
    | BIT(SSSE3)
#endif
#ifdef __SSE4_1__
    | BIT(SSE4_1)
#endif
#ifdef __SSE4_2__
    | BIT(SSE4_2)
#endif
#ifdef __POPCNT__
    | BIT(POPCNT)
#endif
#ifdef __AVX__
    | BIT(AVX)
#endif
#ifdef __AVX2__
    | BIT(AVX2)
#endif
#ifdef __FMA__
    | BIT(FMA)
#endif
#ifdef __F16C__
    | BIT(F16C)
#endif
#ifdef __BMI__
    | BIT(BMI)
#endif
#ifdef __BMI2__
    | BIT(BMI2)
#endif
#ifdef __LZCNT__
    | BIT(LZCNT)
#endif
#ifdef __MOVBE__
    | BIT(MOVBE)
#endif
#ifdef __GFNI__
    | BIT(GFNI)
#endif
#ifdef __VAES__
    | BIT(VAES)
#endif
#ifdef __AVXVNNI__
    | BIT(AVXVNNI)
#endif
#ifdef __AVX512F__
    | BIT(AVX512F)
#endif
#ifdef __AVX512BW__
    | BIT(AVX512BW)
#endif
#ifdef __AVX512CD__
    | BIT(AVX512CD)
#endif
#ifdef __AVX512DQ__
    | BIT(AVX512DQ)
#endif
#ifdef __AVX512VL__
    | BIT(AVX512VL)
#endif
#ifdef __AVX512IFMA__
    | BIT(AVX512IFMA)
#endif
#ifdef __AVX512VBMI__
    | BIT(AVX512VBMI)
#endif
#ifdef __AVX512VBMI2__
    | BIT(AVX512VBMI2)
#endif
#ifdef __AVX512VNNI__
    | BIT(AVX512VNNI)
#endif
#ifdef __AVX512BITALG__
    | BIT(AVX512BITALG)
#endif
#ifdef __AVX512VPOPCNTDQ__
    | BIT(AVX512VPOPCNTDQ)
#endif
#ifdef __AVX512BF16__
    | BIT(AVX512BF16)
#endif
#ifdef __AVX512FP16__
    | BIT(AVX512FP16)
#endif
#ifdef __AVX512VP2INTERSECT__
    | BIT(AVX512VP2INTERSECT)
#endif
#endif
    ;

const char *const cprocessor_name =
#ifdef GRADBENCH_CPU
    GRADBENCH_CPU;
#else
    "";
#endif

// The largest level of the x86-64 psABI whose instructions the build may use; elsewhere the
// processor that it names.
const char *const cprocessor_level =
#if !defined(GRADBENCH_CPU)
    "";
#elif defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512CD__) && \
    defined(__AVX512DQ__) && defined(__AVX512VL__)
    "x86-64-v4";
#elif defined(__AVX2__) && defined(__BMI__) && defined(__BMI2__) && defined(__FMA__) && \
    defined(__F16C__) && defined(__LZCNT__) && defined(__MOVBE__)
    "x86-64-v3";
#elif defined(__SSE4_2__) && defined(__SSSE3__) && defined(__POPCNT__)
    "x86-64-v2";
#elif defined(__x86_64__)
    "x86-64";
#else
    GRADBENCH_CPU;
#endif
