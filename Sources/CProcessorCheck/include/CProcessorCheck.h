#ifndef CPROCESSOR_CHECK_H
#define CPROCESSOR_CHECK_H

// The first of these needs that this processor does not meet, as the system calls it; null: none.
const char *cprocessor_missing(unsigned long long needs);

#endif
