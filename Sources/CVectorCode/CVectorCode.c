#include "CVectorCode.h"

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__)

#define VECTOR_CODE __attribute__((target("avx2")))

int cvector_is_useful(void) { return __builtin_cpu_supports("avx2") != 0; }

typedef double vector8 __attribute__((ext_vector_type(8), aligned(8)));
typedef double vector64 __attribute__((ext_vector_type(64), aligned(8)));

// Operations in the order of GradSymbolic's Opcode.
enum operation {
  ADD, SUBTRACT, MULTIPLY, DIVIDE, NEGATE, GUARDED_MULTIPLY, SQUARE_ROOT, ABSOLUTE, FUNCTION,
  INTEGER_POWER, REAL_POWER, MAX, MIN, SELECT, ADD_ADD, ADD_SUBTRACT, ADD_MULTIPLY, SUBTRACT_ADD,
  SUBTRACT_SUBTRACT, SUBTRACT_MULTIPLY, MULTIPLY_ADD, MULTIPLY_SUBTRACT, MULTIPLY_MULTIPLY,
  ADD_FROM, SUBTRACT_FROM, MULTIPLY_FROM
};

#define EACH(WIDTH, expression) for (long k = 0; k < (WIDTH); k++) t[k] = expression
#define THIRD(VECTOR, REGISTER) ((const VECTOR *)REGISTER(s.c))[k]

#define RUN(VECTOR, REGISTER, WIDTH)                                                      \
  for (long i = 0; i < count; i++) {                                                      \
    cvector_instruction s = code[i];                                                      \
    VECTOR *t = (VECTOR *)REGISTER(s.target);                                             \
    const VECTOR *a = (const VECTOR *)REGISTER(s.a);                                      \
    const VECTOR *b = (const VECTOR *)REGISTER(s.b);                                      \
    switch (s.opcode) {                                                                   \
    case ADD: EACH(WIDTH, a[k] + b[k]); break;                                            \
    case SUBTRACT: EACH(WIDTH, a[k] - b[k]); break;                                       \
    case MULTIPLY: EACH(WIDTH, a[k] * b[k]); break;                                       \
    case DIVIDE: EACH(WIDTH, a[k] / b[k]); break;                                         \
    case NEGATE: EACH(WIDTH, -a[k]); break;                                               \
    case GUARDED_MULTIPLY: EACH(WIDTH, (a[k] == 0) ? (VECTOR)(0.0) : a[k] * b[k]); break; \
    case ADD_ADD: EACH(WIDTH, (a[k] + b[k]) + THIRD(VECTOR, REGISTER)); break;            \
    case ADD_SUBTRACT: EACH(WIDTH, (a[k] + b[k]) - THIRD(VECTOR, REGISTER)); break;       \
    case ADD_MULTIPLY: EACH(WIDTH, (a[k] + b[k]) * THIRD(VECTOR, REGISTER)); break;       \
    case SUBTRACT_ADD: EACH(WIDTH, (a[k] - b[k]) + THIRD(VECTOR, REGISTER)); break;       \
    case SUBTRACT_SUBTRACT: EACH(WIDTH, (a[k] - b[k]) - THIRD(VECTOR, REGISTER)); break;  \
    case SUBTRACT_MULTIPLY: EACH(WIDTH, (a[k] - b[k]) * THIRD(VECTOR, REGISTER)); break;  \
    case MULTIPLY_ADD: EACH(WIDTH, (a[k] * b[k]) + THIRD(VECTOR, REGISTER)); break;       \
    case MULTIPLY_SUBTRACT: EACH(WIDTH, (a[k] * b[k]) - THIRD(VECTOR, REGISTER)); break;  \
    case MULTIPLY_MULTIPLY: EACH(WIDTH, (a[k] * b[k]) * THIRD(VECTOR, REGISTER)); break;  \
    case ADD_FROM: EACH(WIDTH, THIRD(VECTOR, REGISTER) - (a[k] + b[k])); break;           \
    case SUBTRACT_FROM: EACH(WIDTH, THIRD(VECTOR, REGISTER) - (a[k] - b[k])); break;      \
    case MULTIPLY_FROM: EACH(WIDTH, THIRD(VECTOR, REGISTER) - (a[k] * b[k])); break;      \
    default: return i;                                                                    \
    }                                                                                     \
  }                                                                                       \
  return count;

#define IN_ROW(index) (registers + 8 * (long)(index))
#define PLACED(index) (places[index])

VECTOR_CODE long cvector_run_row(
    const cvector_instruction *code, long count, double *registers) {
  RUN(vector8, IN_ROW, 1)
}

VECTOR_CODE long cvector_run_8(
    const cvector_instruction *code, long count, double *const *places) {
  RUN(vector8, PLACED, 1)
}

VECTOR_CODE long cvector_run_vectors(
    const cvector_instruction *code, long count, double *const *places, long width) {
  RUN(vector8, PLACED, width)
}

VECTOR_CODE long cvector_run_64(
    const cvector_instruction *code, long count, double *const *places) {
  RUN(vector64, PLACED, 1)
}

#else

int cvector_is_useful(void) { return 0; }
long cvector_run_row(const cvector_instruction *code, long count, double *registers) {
  return 0;
}
long cvector_run_8(const cvector_instruction *code, long count, double *const *places) {
  return 0;
}
long cvector_run_64(const cvector_instruction *code, long count, double *const *places) {
  return 0;
}
long cvector_run_vectors(
    const cvector_instruction *code, long count, double *const *places, long width) {
  return 0;
}

#endif
