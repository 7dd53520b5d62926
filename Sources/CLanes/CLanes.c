/* CLanes is header-only; a C target needs one source file. */
#include "CLanes.h"
