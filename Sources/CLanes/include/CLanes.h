#ifndef CLANES_H
#define CLANES_H

/// Eight doubles in lockstep; Swift imports the type as SIMD8<Double>.
typedef double clanes8 __attribute__((ext_vector_type(8)));

/// Square root of every lane. Swift's own SIMD8.squareRoot() becomes eight scalar roots.
static inline __attribute__((always_inline)) clanes8 clanes_sqrt(clanes8 a) {
  return __builtin_elementwise_sqrt(a);
}

#endif
