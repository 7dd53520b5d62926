#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

double ck_sphere(const double *x, long n) {
  double sum = 0;
  for (long i = 0; i < n; i++) sum = sum + x[i] * x[i];
  return sum;
}

double ck_rosenbrock(const double *x, long n) {
  double sum = 0;
  for (long i = 0; i < n - 1; i++) {
    double a = 1 - x[i];
    double b = x[i + 1] - x[i] * x[i];
    sum = sum + (100 * b * b + a * a);
  }
  return sum;
}

double ck_sphere_gradient(const double *restrict x, double *restrict g, long n) {
  double sum = 0;
  for (long i = 0; i < n; i++) {
    sum = sum + x[i] * x[i];
    g[i] = 2 * x[i];
  }
  return sum;
}

double ck_rosenbrock_gradient(const double *restrict x, double *restrict g, long n) {
  double sum = 0, from_previous = 0;
  for (long i = 0; i < n - 1; i++) {
    double a = 1 - x[i];
    double b = x[i + 1] - x[i] * x[i];
    sum = sum + (100 * b * b + a * a);
    g[i] = from_previous - 400 * b * x[i] - 2 * a;
    from_previous = 200 * b;
  }
  g[n - 1] = from_previous;
  return sum;
}

int ck_optimization(void) {
#if defined(__OPTIMIZE_SIZE__)
  return 2;
#elif defined(__OPTIMIZE__)
  return 1;
#else
  return 0;
#endif
}

const char *ck_compiler(void) { return __VERSION__; }
