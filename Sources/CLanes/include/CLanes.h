#ifndef CLANES_H
#define CLANES_H

// Header-only arithmetic on eight doubles in lockstep, inlined into the Swift code that calls it.
// It is C for three measured reasons: Swift's SIMD8.squareRoot() becomes eight scalar roots, its
// generic comparisons and min/max stay calls, and in debug builds its + - * / are calls too.

typedef double clanes8 __attribute__((ext_vector_type(8)));     // Swift: SIMD8<Double>
typedef long long clanes8m __attribute__((ext_vector_type(8)));  // Swift: SIMD8<Int64>, 0 or -1

#define CLANES static inline __attribute__((always_inline))

CLANES clanes8 clanes_add(clanes8 a, clanes8 b) { return a + b; }
CLANES clanes8 clanes_sub(clanes8 a, clanes8 b) { return a - b; }
CLANES clanes8 clanes_mul(clanes8 a, clanes8 b) { return a * b; }
CLANES clanes8 clanes_div(clanes8 a, clanes8 b) { return a / b; }
CLANES clanes8 clanes_neg(clanes8 a) { return -a; }
CLANES clanes8 clanes_sqrt(clanes8 a) { return __builtin_elementwise_sqrt(a); }
CLANES clanes8 clanes_abs(clanes8 a) { return __builtin_elementwise_abs(a); }

CLANES clanes8m clanes_greater(clanes8 a, clanes8 b) {
  return __builtin_convertvector(a > b, clanes8m);
}

// The first argument wins a tie, and a NaN in the first argument stays.
CLANES clanes8 clanes_max(clanes8 a, clanes8 b) { return ((a >= b) | (a != a)) ? a : b; }
CLANES clanes8 clanes_min(clanes8 a, clanes8 b) { return ((a <= b) | (a != a)) ? a : b; }
CLANES clanes8 clanes_select_less(clanes8 a, clanes8 b, clanes8 x, clanes8 y) {
  return (a < b) ? x : y;
}

// a · b and a / b, but a where a is 0, whatever b is.
CLANES clanes8 clanes_guarded_mul(clanes8 a, clanes8 b) { return (a == 0) ? a : a * b; }
CLANES clanes8 clanes_guarded_div(clanes8 a, clanes8 b) { return (a == 0) ? a : a / b; }

// One instruction each; b where either is NaN.
CLANES clanes8 clanes_larger(clanes8 a, clanes8 b) { return (a > b) ? a : b; }
CLANES clanes8 clanes_smaller(clanes8 a, clanes8 b) { return (a < b) ? a : b; }

CLANES clanes8m clanes_or(clanes8m a, clanes8m b) { return a | b; }
CLANES clanes8m clanes_and(clanes8m a, clanes8m b) { return a & b; }
CLANES clanes8m clanes_not(clanes8m a) { return ~a; }
CLANES long long clanes_any(clanes8m a) { return __builtin_reduce_or(a); }
CLANES clanes8 clanes_select(clanes8m m, clanes8 x, clanes8 y) { return m ? x : y; }

#undef CLANES
#endif
