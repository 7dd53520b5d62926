#ifndef CCOUNTERS_H
#define CCOUNTERS_H

// Instructions that this thread has executed, as the processor counts them. Linux alone, and there
// only where the system lets a process ask: hardly ever in a virtual machine.

#ifdef __linux__
#include <linux/perf_event.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// A counter of this thread's instructions outside the kernel, stopped; negative where there is none.
static inline int ccounters_open(void) {
  struct perf_event_attr attributes;
  memset(&attributes, 0, sizeof attributes);
  attributes.size = sizeof attributes;
  attributes.type = PERF_TYPE_HARDWARE;
  attributes.config = PERF_COUNT_HW_INSTRUCTIONS;
  attributes.disabled = 1;
  attributes.exclude_kernel = 1;
  attributes.exclude_hv = 1;
  return (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, 0);
}

static inline void ccounters_start(int counter) {
  ioctl(counter, PERF_EVENT_IOC_RESET, 0);
  ioctl(counter, PERF_EVENT_IOC_ENABLE, 0);
}

// What was counted since the start; negative where it cannot be read.
static inline long long ccounters_stop(int counter) {
  long long count = -1;
  ioctl(counter, PERF_EVENT_IOC_DISABLE, 0);
  return read(counter, &count, sizeof count) == sizeof count ? count : -1;
}

static inline void ccounters_close(int counter) { close(counter); }

#else

static inline int ccounters_open(void) { return -1; }
static inline void ccounters_start(int counter) { (void)counter; }
static inline long long ccounters_stop(int counter) { (void)counter; return -1; }
static inline void ccounters_close(int counter) { (void)counter; }

#endif

// Work that never changes, to tell a quiet processor from one that a neighbour shares.
double gradbench_reference(long steps);

// Does nothing. Profilers stop at it by its name, which never changes.
void gradbench_timing_mark(void);

#endif
