#ifndef CVECTORCODE_H
#define CVECTORCODE_H

// Register programs on vectors of doubles, with the wide registers that the processor turns out to
// have: Swift code is compiled for the oldest one. The same operations in the same order, each
// rounded on its own, so the bits are those of the Swift text.

// GradSymbolic's Instruction.
typedef struct {
  unsigned char opcode, function;
  unsigned target, a, b, c, d;
} cvector_instruction;

// Whether this processor gains by the functions below; if not they must not be called.
int cvector_is_useful(void);

// Each runs instructions up to the first whose operation is not arithmetic, and returns how many.
// A register has 8 doubles, one behind the other.
long cvector_run_row(const cvector_instruction *code, long count, double *registers);
// A register has 8 or 64 doubles and is where `places` says.
long cvector_run_8(const cvector_instruction *code, long count, double *const *places);
long cvector_run_64(const cvector_instruction *code, long count, double *const *places);
// A register has `width` times 8 doubles and is where `places` says.
long cvector_run_vectors(
    const cvector_instruction *code, long count, double *const *places, long width);

#endif
