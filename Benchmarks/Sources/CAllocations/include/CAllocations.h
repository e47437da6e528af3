#ifndef WAXBILL_C_ALLOCATIONS_H
#define WAXBILL_C_ALLOCATIONS_H

#include <stdbool.h>
#include <stdint.h>

/// Whether this platform can count. Elsewhere the functions below return 0.
bool waxbill_can_count_allocations(void);

/// The calls of malloc, calloc, realloc and their aligned relatives since the process began.
uint64_t waxbill_allocation_count(void);

/// The bytes of the heap in use.
uint64_t waxbill_heap_bytes(void);

#endif
