#include "CCounters.h"

__attribute__((noinline)) void gradbench_timing_mark(void) { __asm__ volatile("" ::: "memory"); }

// Independent chains of floating point and of integers, more than the processor can keep waiting:
// what a neighbour on the same core takes away shows in full.
__attribute__((noinline)) double gradbench_reference(long steps) {
  double a[12];
  unsigned long long b[6];
  for (int j = 0; j < 12; j++) a[j] = 1.0 + 0.01 * j;
  for (int j = 0; j < 6; j++) b[j] = (unsigned long long)j;
  for (long i = 0; i < steps; i++) {
    for (int j = 0; j < 12; j++) a[j] = a[j] * 0.9999 + 0.0001;
    for (int j = 0; j < 6; j++) b[j] = (b[j] << 2) + b[j] + 1;
  }
  double sum = 0;
  for (int j = 0; j < 12; j++) sum += a[j];
  for (int j = 0; j < 6; j++) sum += (double)(b[j] & 7);
  return sum;
}
