#include "CKernels.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

void ck_descend(
    ck_gradient gradient, double *restrict x, double *restrict g, long n, double rate,
    long steps) {
  for (long k = 0; k < steps; k++) {
    gradient(x, g, n);
    for (long i = 0; i < n; i++) x[i] = x[i] - rate * g[i];
  }
}

void ck_momentum(
    ck_gradient gradient, double *restrict x, double *restrict g, double *restrict m, long n,
    double rate, double momentum, long steps) {
  for (long k = 0; k < steps; k++) {
    gradient(x, g, n);
    for (long i = 0; i < n; i++) {
      m[i] = momentum * m[i] + g[i];
      x[i] = x[i] - rate * m[i];
    }
  }
}

void ck_adam(
    ck_gradient gradient, double *restrict x, double *restrict g, double *restrict m,
    double *restrict v, long n, double rate, double beta1, double beta2, double epsilon,
    long steps) {
  double power1 = 1, power2 = 1;
  double share1 = 1 - beta1, share2 = 1 - beta2;
  for (long k = 0; k < steps; k++) {
    gradient(x, g, n);
    power1 = power1 * beta1 > 1e-300 ? power1 * beta1 : 1e-300;
    power2 = power2 * beta2 > 1e-300 ? power2 * beta2 : 1e-300;
    double scaled = rate / (1 - power1);
    double correction = 1 / sqrt(1 - power2);
    for (long i = 0; i < n; i++) {
      m[i] = beta1 * m[i] + share1 * g[i];
      v[i] = beta2 * v[i] + share2 * (g[i] * g[i]);
      x[i] = x[i] - scaled * m[i] / (sqrt(v[i]) * correction + epsilon);
    }
  }
}

long ck_descend_watched(
    ck_gradient gradient, double *restrict x, double *restrict g, long n, double rate, long steps,
    ck_watch *watch) {
  ck_watch w = *watch;
  long k = 0;
  for (; k < steps; k++) {
    double f = gradient(x, g, n);
    double q = 0;
    for (long i = 0; i < n; i++) q = q + g[i] * g[i];
    if (!(f > w.lower) | !(q > w.lower_square) | (f > w.upper) | (q > w.upper_square)
        | (q > w.jump * w.largest_square))
      break;
    w.highest = f > w.highest ? f : w.highest;
    w.lowest = f < w.lowest ? f : w.lowest;
    w.smallest_square = q < w.smallest_square ? q : w.smallest_square;
    w.largest_square = q > w.largest_square ? q : w.largest_square;
    for (long i = 0; i < n; i++) x[i] = x[i] - rate * g[i];
  }
  *watch = w;
  return k;
}
