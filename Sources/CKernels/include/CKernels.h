#ifndef CKERNELS_H
#define CKERNELS_H

// The kernels of the speed comparison, in C as one would write it by hand: the same operations in
// the same order as the Swift text, so that both must give the same bits.

typedef double (*ck_objective)(const double *x, long n);
typedef double (*ck_gradient)(const double *x, double *g, long n);

double ck_sphere(const double *x, long n);
double ck_rosenbrock(const double *x, long n);
double ck_sphere_gradient(const double *x, double *g, long n);
double ck_rosenbrock_gradient(const double *x, double *g, long n);

// Forward mode on duals of eight partials, ceil(n / 8) sweeps; `room` holds n of them.
typedef struct ck_duals ck_duals;
ck_duals *ck_duals_create(long n);
void ck_duals_destroy(ck_duals *room);
double ck_rosenbrock_duals(ck_duals *room, const double *x, double *g, long n);

// `steps` updates of x, each after a gradient from `gradient`: what an optimizer of a C library
// does, which knows the problem by a pointer. g, m and v are vectors of n; m and v start at 0.
void ck_descend(
    ck_gradient gradient, double *x, double *g, long n, double rate, long steps);
void ck_momentum(
    ck_gradient gradient, double *x, double *g, double *m, long n, double rate, double momentum,
    long steps);
void ck_adam(
    ck_gradient gradient, double *x, double *g, double *m, double *v, long n, double rate,
    double beta1, double beta2, double epsilon, long steps);

// The same with the squared norm of every gradient, the extremes of f and of that norm, and five
// bounds checked: what the Swift loop watches at each step. Returns the steps made before a bound
// was crossed.
typedef struct {
  double lower, upper, lower_square, upper_square, jump;
  double highest, lowest, smallest_square, largest_square;
} ck_watch;
long ck_descend_watched(
    ck_gradient gradient, double *x, double *g, long n, double rate, long steps, ck_watch *watch);

// How the compiler was asked to optimise these files: 0 not at all, 1 for speed, 2 for size. C
// code cannot tell -O2 from -O3; SwiftPM passes -O2 in release.
int ck_optimization(void);
const char *ck_compiler(void);

#endif
