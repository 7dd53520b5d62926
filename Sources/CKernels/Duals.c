#include "CKernels.h"

#include <stdlib.h>

#pragma STDC FP_CONTRACT OFF

typedef double partials __attribute__((ext_vector_type(8)));

typedef struct {
  double value;
  partials partials;
} dual;

struct ck_duals {
  dual *x;
};

static inline dual subtract(dual a, dual b) {
  return (dual){a.value - b.value, a.partials - b.partials};
}
static inline dual add(dual a, dual b) {
  return (dual){a.value + b.value, a.partials + b.partials};
}
static inline dual multiply(dual a, dual b) {
  return (dual){a.value * b.value, a.partials * b.value + b.partials * a.value};
}
// By hand one would not carry the zero partials of a constant.
static inline dual from(double constant, dual a) {
  return (dual){constant - a.value, -a.partials};
}
static inline dual scale(double constant, dual a) {
  return (dual){constant * a.value, a.partials * constant};
}

ck_duals *ck_duals_create(long n) {
  ck_duals *room = malloc(sizeof *room);
  if (!room) return NULL;
  room->x = aligned_alloc(_Alignof(dual), (size_t)n * sizeof(dual));
  return room;
}

void ck_duals_destroy(ck_duals *room) {
  if (room) free(room->x);
  free(room);
}

static dual rosenbrock(const dual *x, long n) {
  dual sum = {0, 0};
  for (long i = 0; i < n - 1; i++) {
    dual a = from(1, x[i]);
    dual b = subtract(x[i + 1], multiply(x[i], x[i]));
    sum = add(sum, add(multiply(scale(100, b), b), multiply(a, a)));
  }
  return sum;
}

double ck_rosenbrock_duals(ck_duals *room, const double *x, double *g, long n) {
  dual *duals = room->x;
  double value = 0;
  for (long i = 0; i < n; i++) duals[i] = (dual){x[i], 0};
  for (long first = 0; first < n; first += 8) {
    long last = first + 8 < n ? first + 8 : n;
    for (long i = first; i < last; i++) duals[i].partials[i - first] = 1;
    dual result = rosenbrock(duals, n);
    for (long i = first; i < last; i++) {
      g[i] = result.partials[i - first];
      duals[i].partials = 0;
    }
    value = result.value;
  }
  return value;
}
